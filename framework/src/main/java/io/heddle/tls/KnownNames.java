package io.heddle.tls;

import javax.net.ssl.SNIMatcher;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.StandardConstants;

/// Has the JDK's TLS refuse names that have no certificate, with the alert `unrecognized_name`.
/// With a matcher, it also resumes sessions only under the name that they were made for.
final class KnownNames extends SNIMatcher {

    private final Certificates certificates;

    KnownNames(Certificates certificates) {
        super(StandardConstants.SNI_HOST_NAME);
        this.certificates = certificates;
    }

    @Override
    public boolean matches(SNIServerName name) {
        return !certificates.forServer(CertificateKeyManager.text(name)).isEmpty();
    }
}
