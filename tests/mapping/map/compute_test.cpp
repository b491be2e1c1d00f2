// Entries whose value an expression gives, in both directions.
#include "tests/mapping/map/small_map.h"

using namespace entrepot;
using namespace entrepot::mapping;
using namespace entrepot::mapping::test;

TEST_CASE("a value may be computed from others when reading") {
    const SmallMap language(
        invoice, invoice_grammar,
        invoiceMap(
            "<compute field=\"quantity\" value=\"{SN1/02} * default({SN1/01}, 1)\"/>"
            "<compute field=\"description\" when=\"number!=9\""
            " value=\"if({LIN/03} = '', 'none', join({LIN/02}, '-', part({LIN/03}, 2, 3)))\"/>"));
    const auto lineOf = [&](const std::string& segments) {
        const auto back = language.read("810", "BSN*00*I-1~" + segments);
        if (back.documents.empty()) return line(back.findings.at(0));
        CHECK_FALSE(back.has("data-not-mapped"));
        const auto found = only<model::Invoice>(back).lines.at(0);
        return found.quantity.text() + " " + found.description;
    };
    CHECK(lineOf("LIN*1*UP*12345~SN1*24*12~") == "288 UP-234");
    CHECK(lineOf("LIN*1~SN1**12.5~") == "12.5 none");
    CHECK(lineOf("LIN*9~SN1*3*0.0001~") == "0.0003 ");
    CHECK(lineOf("LIN*1~") == "0 none");
    CHECK(tells(lineOf("LIN*1~SN1*0.00001*1~"), "error value-excess-scale segment 4 LIN[1] SN1 2"));
    CHECK(tells(lineOf("LIN*1~SN1*9000000000*9000000000~"), "value-overflow"));
    CHECK(tells(lineOf("LIN*1~SN1*X*1~"), "value-not-decimal"));
}

TEST_CASE("a value may be computed from fields when writing") {
    const SmallMap language(
        invoice, invoice_grammar,
        invoiceMap("<compute at=\"SN1/02\" value=\"{quantity} / 24\"/>"
                   "<compute at=\"LIN/03\" when=\"description!=\" value=\"join({../number}, '/', "
                   "upper({description}))\"/>"));
    model::Invoice document;
    document.number = "I-1";
    document.lines.resize(1);
    document.lines[0].number = "1";
    document.lines[0].quantity = Quantity::whole(288);
    document.lines[0].description = "tent";
    CHECK(language.write(document, invoice) == "BSN**I-1\nLIN*1**I-1/TENT\nSN1**12\n");
    document.lines[0].quantity = Quantity::whole(7);
    document.lines[0].description = "";
    CHECK(tells(language.write(document, invoice), "value-excess-scale"));
}

TEST_CASE("what computes nothing is told with file, line and character") {
    const auto problems = [](const std::string& row) {
        const SmallMap language(invoice, invoice_grammar, invoiceMap(row));
        std::string text;
        for (const auto& problem : auditSchemas(SchemaTranslator(language.schemas.folder())))
            text += problem.where + ": " + problem.what + "\n";
        return text;
    };
    CHECK(tells(problems("\n<compute field=\"quantity\" value=\"{SN1/02} *\"/>"),
                "810.xml:4: value=\"{SN1/02} *\", character 11: ends where a value is expected"));
    CHECK(tells(problems("<compute field=\"quantity\" value=\"{SN9/02}\"/>"), "SN9"));
    CHECK(tells(problems("<compute at=\"SN1/02\" value=\"{quantty}\"/>"), "quantity?"));
    CHECK(tells(problems("<compute at=\"SN1/02\" value=\"{references}\"/>"), "no single value"));
    CHECK(tells(problems("<compute value=\"1\"/>"), "has field (read) or at (written)"));
    CHECK(tells(problems("<compute field=\"quantity\" at=\"SN1/02\" value=\"1\"/>"),
                "has field (read) or at (written)"));
    CHECK(tells(problems("<compute field=\"quantity\" only=\"write\" value=\"1\"/>"),
                "<compute field> is read only"));
}
