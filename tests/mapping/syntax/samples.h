// Small interchanges for tests: a body given by the test, everything around it right.
#pragma once
#include <algorithm>
#include <string>
#include <string_view>

namespace entrepot::mapping::test {

inline constexpr std::string_view isa =
    "ISA*00*          *00*          *ZZ*BUYER          *ZZ*SELLER         *261121*0800*U*00401*"
    "000000001*0*P*>~";
inline constexpr std::string_view unb =
    "UNB+UNOC:3+5412345000013:14+4012345000009:14+261121:0800+REF1'";

// ST to SE around `body`.
inline std::string x12Message(std::string_view body, std::string_view type = "850",
                              std::string_view control = "0001") {
    const auto segments = std::count(body.begin(), body.end(), '~') + 2;
    return "ST*" + std::string(type) + "*" + std::string(control) + "~" + std::string(body) +
           "SE*" + std::to_string(segments) + "*" + std::string(control) + "~";
}

inline std::string x12Group(std::string_view messages, int count,
                            std::string_view functional_id = "PO") {
    return "GS*" + std::string(functional_id) + "*BUYER*SELLER*20261121*0800*1*X*004010~" +
           std::string(messages) + "GE*" + std::to_string(count) + "*1~";
}

inline std::string x12(std::string_view body, std::string_view type = "850",
                       std::string_view functional_id = "PO") {
    return std::string(isa) + x12Group(x12Message(body, type), 1, functional_id) +
           "IEA*1*000000001~";
}

inline constexpr std::string_view order850 =
    "BEG*00*SA*PO-1**20261121~DTM*002*20261205~N1*BY*Hub*92*01~N1*ST*Store*92*07~"
    "PO1*1*48*EA*12.75**VN*W-1~PID*F****Widget~SCH*48*EA***002*20261205~CTT*1~";

inline std::string edifactMessage(std::string_view body, std::string_view identifier,
                                  std::string_view reference = "1") {
    const auto segments = std::count(body.begin(), body.end(), '\'') + 2;
    return "UNH+" + std::string(reference) + "+" + std::string(identifier) + "'" +
           std::string(body) + "UNT+" + std::to_string(segments) + "+" + std::string(reference) +
           "'";
}

inline std::string edifact(std::string_view body,
                           std::string_view identifier = "ORDERS:D:96A:UN:EAN008") {
    return std::string(unb) + edifactMessage(body, identifier) + "UNZ+1+REF1'";
}

inline constexpr std::string_view orders =
    "BGM+220+PO-1+9'DTM+137:20261121:102'NAD+BY+5412345000013::9'"
    "LIN+1++4012345000016:EN'QTY+21:48'UNS+S'CNT+2:1'";

}  // namespace entrepot::mapping::test
