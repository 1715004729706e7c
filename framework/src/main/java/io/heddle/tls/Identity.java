package io.heddle.tls;

import io.heddle.BadCertificateException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/// A certificate, those of the authorities behind it, and its private key: what a server or a
/// client shows of itself. Immutable. Shows the key to nobody but TLS.
public final class Identity {

    private final PrivateKey key;
    private final List<X509Certificate> chain;

    /// Of what [ChainCheck] was content with.
    Identity(PrivateKey key, List<X509Certificate> chain) {
        this.key = key;
        this.chain = List.copyOf(chain);
    }

    /// A key with its certificates, which are checked.
    ///
    /// @param key may be in hardware, as far as a provider of the JDK knows how to sign with it
    /// @param chain our own certificate first, each signed by the next
    /// @throws BadCertificateException if the chain is empty or out of order, one of it is not
    ///   valid now, or the key is another's
    public static Identity of(PrivateKey key, List<X509Certificate> chain)
            throws BadCertificateException {
        if (chain.isEmpty()) {
            throw new BadCertificateException("this certificate", "there is none", null);
        }
        String what = "certificate " + subject(chain.getFirst());
        String trouble = ChainCheck.trouble(chain);
        if (trouble != null) {
            throw new BadCertificateException(what, trouble, null);
        }
        if (!ChainCheck.isPair(key, chain.getFirst())) {
            throw new BadCertificateException(what, "the key does not belong to it", null);
        }
        return new Identity(key, chain);
    }

    private static String subject(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().getName();
    }

    /// Our own certificate first.
    public List<X509Certificate> chain() {
        return chain;
    }

    /// When the first of the chain expires.
    public Instant notAfter() {
        return chain.stream()
                .map(certificate -> certificate.getNotAfter().toInstant())
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }

    PrivateKey key() {
        return key;
    }

    /// Who is vouched for, and until when; nothing of the key.
    @Override
    public String toString() {
        return subject(chain.getFirst()) + " until " + notAfter();
    }
}
