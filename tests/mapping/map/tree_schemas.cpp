#include "tests/mapping/map/tree_schemas.h"

#include <unistd.h>
#include <fstream>

namespace entrepot::mapping::test {
namespace fs = std::filesystem;
namespace {

constexpr std::string_view x12_segments = R"(<segments>
  <segment id="BSN" name="Beginning"> <element ref="353"/> <element ref="396" use="M"/> </segment>
  <segment id="HL" name="Level"> <element ref="628"/> <element ref="734"/> <element ref="735"/>
    <element ref="736"/> </segment>
  <segment id="PRF" name="Order"> <element ref="324"/> <element ref="328"/> <element ref="327"/>
    <element ref="373"/> </segment>
  <segment id="LIN" name="Item"> <element ref="350"/> <element ref="235"/> <element ref="234"/>
  </segment>
  <segment id="SN1" name="Shipped"> <element ref="350"/> <element ref="382"/>
    <element ref="355"/> </segment>
  <segment id="TD1" name="Packing"> <element ref="103"/> </segment>
  <segment id="MAN" name="Marks"> <element ref="88"/> <element ref="87"/> </segment>
  <segment id="DTM" name="Date"> <element ref="374"/> <element ref="373"/> </segment>
  <segment id="REF" name="Reference"> <element ref="128"/> <element ref="127"/> </segment>
  <segment id="ACK" name="Groups"> <element ref="355"/> <element ref="350"/>
    <element ref="350"/> <element ref="382"/> <element ref="350"/> <element ref="382"/>
    <element ref="350"/> <element ref="382"/> </segment>
</segments>)";

constexpr std::string_view x12_elements = R"(<elements>
  <element id="353" name="Purpose" type="ID" min="2" max="2"/>
  <element id="396" name="Shipment" type="AN" min="1" max="30"/>
  <element id="628" name="Level number" type="AN" min="1" max="17"/>
  <element id="734" name="Parent" type="AN" min="1" max="12"/>
  <element id="735" name="Level" type="ID" min="1" max="2"/>
  <element id="736" name="Has children" type="ID" min="1" max="1"/>
  <element id="324" name="Order" type="AN" min="1" max="22"/>
  <element id="328" name="Release" type="AN" min="1" max="30"/>
  <element id="327" name="Change" type="AN" min="1" max="8"/>
  <element id="373" name="Day" type="DT" min="8" max="8"/>
  <element id="374" name="Which day" type="ID" min="3" max="3"/>
  <element id="350" name="Number" type="AN" min="1" max="20"/>
  <element id="235" name="Scheme" type="ID" min="2" max="2"/>
  <element id="234" name="Item" type="AN" min="1" max="48"/>
  <element id="382" name="Quantity" type="R" min="1" max="10"/>
  <element id="355" name="Unit" type="ID" min="2" max="2"/>
  <element id="103" name="Packing" type="AN" min="3" max="5"/>
  <element id="88" name="Kind of marks" type="ID" min="1" max="2"/>
  <element id="87" name="Marks" type="AN" min="1" max="48"/>
  <element id="128" name="Scheme" type="ID" min="2" max="3"/>
  <element id="127" name="Reference" type="AN" min="1" max="30"/>
</elements>)";

constexpr std::string_view x12_grammar = R"(<grammar id="x12/TREE/856" name="Ship notice">
  <segment id="BSN" use="M"/>
  <loop id="HL" use="M" max="200000">
    <segment id="HL" use="M"/>
    <segment id="LIN"/>
    <segment id="SN1"/>
    <segment id="PRF"/>
    <segment id="TD1"/>
    <segment id="REF" max="*"/>
    <segment id="MAN" max="*"/>
    <segment id="DTM" max="10"/>
  </loop>
</grammar>)";

constexpr std::string_view x12_map = R"(<map grammar="x12/TREE/856" document="ShipNotice">
  <value field="number" at="BSN/02" use="M"/>
  <tree loop="HL" id="01" parent="02" children="04">
    <level is="03=S">
      <value field="shipped" at="DTM[01=011]/02"/>
      <value field="transport.tracking" at="REF[01=CN]/02"/>
    </level>
    <level is="03=O" groups="lines">
      <value field="order_number" at="PRF/01"/>
      <value field="order_issued" at="PRF/04"/>
    </level>
    <level is="03=T" list="packages" key="id" inside="parent" same="sscc">
      <fixed field="type" value="pallet"/>
      <value field="sscc" at="MAN[01=GM]/02"/>
    </level>
    <level is="03=P" list="packages" key="id" inside="parent" same="sscc">
      <value field="type" at="TD1/01"/>
      <value field="sscc" at="MAN[01=GM]/02"/>
    </level>
    <level is="03=I" list="lines" inside="package">
      <value field="number" at="LIN/01" ordinal="yes"/>
      <pairs field="ids" at="LIN/02" codes="x12-item-id"/>
      <value field="shipped" at="SN1/02" use="M"/>
      <value field="unit" at="SN1/03" codes="x12-unit"/>
      <value field="order_number" at="PRF/01" only="read"/>
    </level>
  </tree>
</map>)";

constexpr std::string_view edifact_segments = R"(<segments>
  <segment id="BGM" name="Beginning"> <element ref="1001"/> <element ref="1004"/> </segment>
  <segment id="CPS" name="Level"> <element ref="7164" use="M"/> <element ref="7166"/> </segment>
  <segment id="PAC" name="Packages"> <element ref="7224"/> <element ref="7065"/> </segment>
  <segment id="GIN" name="Marks"> <element ref="7405"/> <element ref="7402"/> </segment>
  <segment id="LIN" name="Line"> <element ref="1082"/> <element ref="7140"/> </segment>
  <segment id="QTY" name="Quantity"> <element ref="6063"/> <element ref="6060"/> </segment>
  <segment id="RFF" name="Order"> <element ref="1154"/> </segment>
</segments>)";

constexpr std::string_view edifact_elements = R"(<elements>
  <element id="1001" name="Kind" type="an..3"/>
  <element id="1004" name="Number" type="an..35"/>
  <element id="7164" name="Level number" type="an..12"/>
  <element id="7166" name="Parent" type="an..12"/>
  <element id="7224" name="Packages" type="n..8"/>
  <element id="7065" name="Type" type="an..17"/>
  <element id="7405" name="Kind of marks" type="an..3"/>
  <element id="7402" name="Marks" type="an..35"/>
  <element id="1082" name="Line" type="n..6"/>
  <element id="7140" name="Item" type="an..35"/>
  <element id="6063" name="Kind of quantity" type="an..3"/>
  <element id="6060" name="Quantity" type="n..15"/>
  <element id="1154" name="Order" type="an..35"/>
</elements>)";

constexpr std::string_view edifact_grammar = R"(<grammar id="edifact/DTREE/DESADV" name="Notice">
  <segment id="BGM" use="M"/>
  <loop id="SG10" max="9999">
    <segment id="CPS" use="M"/>
    <loop id="SG11" max="9999">
      <segment id="PAC" use="M"/>
      <loop id="SG14" max="99"> <segment id="GIN" use="M"/> </loop>
    </loop>
    <loop id="SG15" max="9999">
      <segment id="LIN" use="M"/>
      <segment id="QTY" max="10"/>
      <segment id="RFF"/>
    </loop>
  </loop>
</grammar>)";

constexpr std::string_view edifact_map = R"(<map grammar="edifact/DTREE/DESADV"
     document="ShipNotice">
  <value field="number" at="BGM/02" use="M"/>
  <ignore at="BGM/01"/>
  <tree loop="SG10" id="01" parent="02">
    <level is="02="/>
    <level is="02!="/>
    <list field="packages" loop="SG11" key="id" inside="parent">
      <value field="type" at="02"/>
      <value field="sscc" at="SG14/GIN[01=BJ]/02"/>
      <constant at="01" value="1" always="yes"/>
    </list>
    <list field="lines" loop="SG15" inside="package">
      <value field="number" at="LIN/01" ordinal="yes"/>
      <value field="description" at="LIN/02"/>
      <value field="shipped" at="QTY[01=12]/02" use="M"/>
      <value field="order_number" at="RFF/01"/>
    </list>
  </tree>
</map>)";

}  // namespace

TreeSchemas::TreeSchemas()
    : folder_(fs::temp_directory_path() / ("entrepot-trees-" + std::to_string(::getpid()))) {
    fs::remove_all(folder_);
    fs::copy(ENTREPOT_SOURCE_DIR "/schemas", folder_, fs::copy_options::recursive);
    put("grammars/x12/TREE/segments.xml", x12_segments);
    put("grammars/x12/TREE/elements.xml", x12_elements);
    put("grammars/x12/TREE/856.xml", x12_grammar);
    put("maps/x12/TREE/856.xml", x12_map);
    put("grammars/edifact/DTREE/segments.xml", edifact_segments);
    put("grammars/edifact/DTREE/elements.xml", edifact_elements);
    put("grammars/edifact/DTREE/DESADV.xml", edifact_grammar);
    put("maps/edifact/DTREE/DESADV.xml", edifact_map);
}

TreeSchemas::~TreeSchemas() {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
}

void TreeSchemas::put(const fs::path& file, std::string_view content) const {
    fs::create_directories((folder_ / file).parent_path());
    std::ofstream(folder_ / file, std::ios::binary) << content;
}

}  // namespace entrepot::mapping::test
