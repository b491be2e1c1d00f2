// The ids of all findings that code raises. Each has an entry in schemas/findings.xml (a test
// checks).
//
// Values each one carries are listed behind it.
#pragma once
#include <string_view>

namespace entrepot::exchange::findings {

using FindingId = std::string_view;

// Payload: what is this?
inline constexpr FindingId payload_empty = "payload-empty";
inline constexpr FindingId payload_unrecognised = "payload-unrecognised";                // found
inline constexpr FindingId payload_truncated = "payload-truncated";                      // expected
inline constexpr FindingId payload_recoded = "payload-recoded";                          // found
inline constexpr FindingId payload_wrapped = "payload-wrapped";                          // found
inline constexpr FindingId text_outside_interchange = "text-outside-interchange";        // found
inline constexpr FindingId envelope_segment_unexpected = "envelope-segment-unexpected";  // found
inline constexpr FindingId terminator_missing = "terminator-missing";
inline constexpr FindingId message_too_large = "message-too-large";  // maximum
inline constexpr FindingId segment_too_large = "segment-too-large";  // maximum
inline constexpr FindingId too_many_segments = "too-many-segments";  // maximum
inline constexpr FindingId too_many_findings = "too-many-findings";  // dropped

// Envelope
inline constexpr FindingId envelope_malformed = "envelope-malformed";      // found, expected
inline constexpr FindingId envelope_width_wrong = "envelope-width-wrong";  // found, expected
inline constexpr FindingId envelope_element_invalid =
    "envelope-element-invalid";  // found, expected
inline constexpr FindingId interchange_trailer_missing = "interchange-trailer-missing";
inline constexpr FindingId interchange_control_mismatch =
    "interchange-control-mismatch";  // header, trailer
inline constexpr FindingId interchange_count_mismatch =
    "interchange-count-mismatch";  // declared, counted
inline constexpr FindingId interchange_control_invalid = "interchange-control-invalid";  // found
inline constexpr FindingId syntax_version_unsupported = "syntax-version-unsupported";    // found
inline constexpr FindingId group_trailer_missing = "group-trailer-missing";
inline constexpr FindingId group_control_mismatch = "group-control-mismatch";  // header, trailer
inline constexpr FindingId group_count_mismatch = "group-count-mismatch";      // declared, counted
inline constexpr FindingId group_control_invalid = "group-control-invalid";    // found
inline constexpr FindingId control_number_form = "control-number-form";        // header, trailer
inline constexpr FindingId group_unsupported = "group-unsupported";            // found
inline constexpr FindingId group_version_unsupported = "group-version-unsupported";  // found
inline constexpr FindingId message_unsupported = "message-unsupported";  // type, version
inline constexpr FindingId message_type_not_in_group = "message-type-not-in-group";  // type, group
inline constexpr FindingId message_header_invalid = "message-header-invalid";        // found
inline constexpr FindingId message_control_invalid = "message-control-invalid";      // found
inline constexpr FindingId message_trailer_missing = "message-trailer-missing";
inline constexpr FindingId message_control_mismatch =
    "message-control-mismatch";  // header, trailer
inline constexpr FindingId message_control_duplicate = "message-control-duplicate";  // found
inline constexpr FindingId message_count_mismatch = "message-count-mismatch";  // declared, counted

// Structure
inline constexpr FindingId segment_unrecognised = "segment-unrecognised";      // found
inline constexpr FindingId segment_not_in_message = "segment-not-in-message";  // found
inline constexpr FindingId segment_unexpected = "segment-unexpected";          // found, expected
inline constexpr FindingId segment_out_of_order = "segment-out-of-order";      // found, expected
inline constexpr FindingId segment_missing = "segment-missing";                // expected
inline constexpr FindingId segment_too_often = "segment-too-often";            // found, maximum
inline constexpr FindingId loop_too_often = "loop-too-often";                  // found, maximum
inline constexpr FindingId loop_missing = "loop-missing";                      // expected
inline constexpr FindingId segment_unused = "segment-unused";                  // found
inline constexpr FindingId segment_empty = "segment-empty";
inline constexpr FindingId trailing_separators = "trailing-separators";

// Elements
inline constexpr FindingId element_missing = "element-missing";                          // expected
inline constexpr FindingId element_conditional_missing = "element-conditional-missing";  // note
inline constexpr FindingId element_excluded = "element-excluded";                        // note
inline constexpr FindingId elements_too_many = "elements-too-many";                      // maximum
inline constexpr FindingId components_too_many = "components-too-many";                  // maximum
inline constexpr FindingId repeats_too_many = "repeats-too-many";                        // maximum
inline constexpr FindingId element_unused = "element-unused";
inline constexpr FindingId element_too_short = "element-too-short";  // found, minimum
inline constexpr FindingId element_too_long = "element-too-long";    // found, maximum
inline constexpr FindingId element_character_invalid = "element-character-invalid";  // found
inline constexpr FindingId element_not_numeric = "element-not-numeric";              // found
inline constexpr FindingId element_digit_missing =
    "element-digit-missing";  // found (".5" in EDIFACT)
inline constexpr FindingId element_code_unknown = "element-code-unknown";  // found, list
inline constexpr FindingId element_date_invalid = "element-date-invalid";  // found
inline constexpr FindingId element_time_invalid = "element-time-invalid";  // found

// XML and CSV
inline constexpr FindingId xml_malformed = "xml-malformed";                // message
inline constexpr FindingId xml_encoding_differs = "xml-encoding-differs";  // declared, found
inline constexpr FindingId xml_doctype_refused = "xml-doctype-refused";
inline constexpr FindingId xml_too_deep = "xml-too-deep";                        // maximum
inline constexpr FindingId xml_attributes_too_many = "xml-attributes-too-many";  // maximum
inline constexpr FindingId xml_element_unknown = "xml-element-unknown";          // found
inline constexpr FindingId xml_attribute_unknown = "xml-attribute-unknown";      // found
inline constexpr FindingId xml_schema_invalid = "xml-schema-invalid";            // message
inline constexpr FindingId csv_header_missing = "csv-header-missing";            // expected
inline constexpr FindingId csv_column_unknown = "csv-column-unknown";            // found, nearest
inline constexpr FindingId csv_row_width = "csv-row-width";                      // found, expected
inline constexpr FindingId csv_column_twice = "csv-column-twice";                // found
inline constexpr FindingId csv_quote_open = "csv-quote-open";
inline constexpr FindingId csv_quote_stray = "csv-quote-stray";              // found
inline constexpr FindingId flat_record_unknown = "flat-record-unknown";      // found
inline constexpr FindingId flat_record_too_long = "flat-record-too-long";    // found
inline constexpr FindingId text_encoding_invalid = "text-encoding-invalid";  // found

// Mapping into the model
inline constexpr FindingId field_missing = "field-missing";              // field
inline constexpr FindingId value_not_decimal = "value-not-decimal";      // field, found
inline constexpr FindingId value_overflow = "value-overflow";            // field, found, maximum
inline constexpr FindingId value_excess_scale = "value-excess-scale";    // field, found, maximum
inline constexpr FindingId value_not_date = "value-not-date";            // field, found
inline constexpr FindingId value_code_unmapped = "value-code-unmapped";  // field, found
inline constexpr FindingId level_id_missing = "level-id-missing";
inline constexpr FindingId level_id_duplicate = "level-id-duplicate";              // found
inline constexpr FindingId level_parent_unknown = "level-parent-unknown";          // found
inline constexpr FindingId level_parent_circular = "level-parent-circular";        // found
inline constexpr FindingId level_stands_alone = "level-stands-alone";              // found
inline constexpr FindingId level_unknown = "level-unknown";                        // found
inline constexpr FindingId line_in_several_packages = "line-in-several-packages";  // found
inline constexpr FindingId profile_unknown = "profile-unknown";                    // found
inline constexpr FindingId data_not_mapped = "data-not-mapped";  // found (count, first path)

// Business rules on an order
inline constexpr FindingId quantity_not_positive = "quantity-not-positive";  // found
inline constexpr FindingId quantity_too_large = "quantity-too-large";        // found, maximum
inline constexpr FindingId order_without_lines = "order-without-lines";
inline constexpr FindingId line_number_duplicate = "line-number-duplicate";  // found
inline constexpr FindingId item_unknown = "item-unknown";                    // found
inline constexpr FindingId unit_unknown = "unit-unknown";                    // found, item
inline constexpr FindingId order_number_reused = "order-number-reused";      // found
inline constexpr FindingId quantity_not_exact = "quantity-not-exact";        // found, unit
inline constexpr FindingId schedule_sum = "schedule-sum";                    // found, expected
inline constexpr FindingId schedule_too_long = "schedule-too-long";          // maximum
inline constexpr FindingId order_unknown = "order-unknown";                  // found
inline constexpr FindingId order_too_long = "order-too-long";                // found
inline constexpr FindingId date_in_past = "date-in-past";                    // found
inline constexpr FindingId dates_out_of_order = "dates-out-of-order";  // field, found, other, limit
inline constexpr FindingId sum_differs = "sum-differs";      // field, found, expected, difference
inline constexpr FindingId count_differs = "count-differs";  // field, found, expected
inline constexpr FindingId check_digit_wrong = "check-digit-wrong";  // kind, found, expected
inline constexpr FindingId code_not_valid = "code-not-valid";        // found, list, from, to, day
inline constexpr FindingId level_children_wrong = "level-children-wrong";    // found, expected
inline constexpr FindingId level_id_sequence = "level-id-sequence";          // found, expected
inline constexpr FindingId sender_unknown = "sender-unknown";                // found
inline constexpr FindingId sender_not_caller = "sender-not-caller";          // found, caller
inline constexpr FindingId receiver_not_us = "receiver-not-us";              // found
inline constexpr FindingId interchange_duplicate = "interchange-duplicate";  // found
inline constexpr FindingId document_not_expected = "document-not-expected";  // type

}  // namespace entrepot::exchange::findings
