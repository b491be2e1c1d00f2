#include "core/model/order_response.h"

#include <boost/describe/enum_to_string.hpp>

namespace entrepot::model {

std::string_view nameOf(ResponseStatus status) {
    return boost::describe::enum_to_string(status, "unknown");
}

std::string_view nameOf(LineStatus status) {
    return boost::describe::enum_to_string(status, "unknown");
}

}  // namespace entrepot::model
