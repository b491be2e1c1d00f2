// The ERP of a broker that has none configured: always away, and says how to configure one.
#pragma once
#include "core/ports/erp.h"

namespace entrepot::daemon {

class AbsentErp : public ports::Erp {
public:
    Result<ports::ErpSnapshot> read() override { return fail(missing()); }
    Result<void> write(const ports::ErpOrder&) override { return fail(missing()); }
    Result<void> cancel(PromiseId) override { return fail(missing()); }

private:
    static Failure missing() {
        return {FailureKind::unavailable,
                "no ERP is configured, so nothing can be promised; set erp/profile and "
                "erp/connection",
                "conf/entrepot.xml"};
    }
};

}  // namespace entrepot::daemon
