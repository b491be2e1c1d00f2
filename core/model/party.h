// Parties as documents name them: a role, identifiers of any scheme, name and address.
#pragma once
#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>
#include <cstdint>
#include <string>
#include <vector>

namespace entrepot::model {

enum class PartyRole : std::uint8_t {
    buyer,
    seller,
    ship_to,
    ship_from,
    bill_to,
    payer,
    carrier,
    payee,
    invoicer,
    manufacturer,
    supplier,
    final_destination,  // beyond the ship-to: the store a carton is marked for
    end_customer,
    warehouse,
    forwarder,
    reporter,  // whose stock or sales are told
    originator,
    recipient,  // whom a report, forecast or advice is for
    tax_representative,
};
BOOST_DESCRIBE_ENUM(PartyRole, buyer, seller, ship_to, ship_from, bill_to, payer, carrier, payee,
                    invoicer, manufacturer, supplier, final_destination, end_customer, warehouse,
                    forwarder, reporter, originator, recipient, tax_representative)

// Schemes: gln, duns, duns4, buyer (number the buyer gave), seller (number we gave), vat, scac,
// endpoint, company (registration number), tax (other than VAT), ISO 6523 codes as they are
// ("0192").
struct PartyIdentifier {
    std::string scheme;
    std::string value;

    friend bool operator==(const PartyIdentifier&, const PartyIdentifier&) = default;
};
BOOST_DESCRIBE_STRUCT(PartyIdentifier, (), (scheme, value))

struct Address {
    std::vector<std::string> lines;  // street, building
    std::string city;
    std::string region;  // state, province
    std::string postal_code;
    std::string country;  // ISO 3166-1 alpha-2

    friend bool operator==(const Address&, const Address&) = default;
};
BOOST_DESCRIBE_STRUCT(Address, (), (lines, city, region, postal_code, country))

struct Contact {
    std::string name;
    std::string phone;
    std::string email;

    friend bool operator==(const Contact&, const Contact&) = default;
};
BOOST_DESCRIBE_STRUCT(Contact, (), (name, phone, email))

struct Party {
    PartyRole role = PartyRole::buyer;
    std::vector<PartyIdentifier> ids;
    std::string name;
    Address address;
    std::vector<Contact> contacts;

    friend bool operator==(const Party&, const Party&) = default;
};
BOOST_DESCRIBE_STRUCT(Party, (), (role, ids, name, address, contacts))

// The first of that role; null when there is none.
const Party* findParty(const std::vector<Party>& parties, PartyRole role);

}  // namespace entrepot::model
