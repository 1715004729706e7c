package io.heddle.metrics;

import io.heddle.tls.CertificateSnapshot;
import io.heddle.tls.Certificates;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// The meters of [Certificates], on Micrometer: `new CertificateMetrics(certificates)
/// .bindTo(registry)`.
///
/// | meter | kind | is or counts |
/// |---|---|---|
/// | `heddle.tls.certificate.expiry` | gauge, seconds | how long the certificate that is shown now is good; negative afterwards |
/// | `heddle.tls.certificate.reloads` | counter | how often one was replaced (`outcome=replaced`), or kept because what should replace it could not be used (`outcome=failed`) |
///
/// The gauge is there for each certificate, by the tag `certificate`: `default`, or the name that
/// it is for. A registry has the meters of one object of certificates, which it does not keep from
/// being collected as garbage; transports that use it do.
public final class CertificateMetrics implements MeterBinder {

    private final Certificates certificates;

    /// Registers nothing yet.
    public CertificateMetrics(Certificates certificates) {
        this.certificates = certificates;
    }

    /// Registers the meters. Any thread.
    @Override
    public void bindTo(MeterRegistry registry) {
        List<CertificateSnapshot> shown = certificates.snapshots();
        for (int i = 0; i < shown.size(); i++) {
            int index = i;
            Gauge.builder(
                            "heddle.tls.certificate.expiry",
                            certificates,
                            all -> secondsLeft(all.snapshots().get(index)))
                    .tag("certificate", shown.get(i).name())
                    .baseUnit("seconds")
                    .register(registry);
        }
        FunctionCounter.builder(
                        "heddle.tls.certificate.reloads", certificates, Certificates::replaced)
                .tag("outcome", "replaced")
                .register(registry);
        FunctionCounter.builder(
                        "heddle.tls.certificate.reloads", certificates, Certificates::failed)
                .tag("outcome", "failed")
                .register(registry);
    }

    private static double secondsLeft(CertificateSnapshot shown) {
        return Duration.between(Instant.now(), shown.notAfter()).toSeconds();
    }
}
