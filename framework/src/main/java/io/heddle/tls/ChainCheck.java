package io.heddle.tls;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAKey;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Whether a chain of certificates and a key can be shown to peers at all.
final class ChainCheck {

    private static final byte[] PROBE = {'h', 'e', 'd', 'd', 'l', 'e'};

    private ChainCheck() {}

    /// Looks for what is wrong with a chain.
    ///
    /// @param chain at least one
    /// @return a sentence that says what is wrong, or null if nothing is
    static @Nullable String trouble(List<X509Certificate> chain) {
        Instant now = Instant.now();
        for (int i = 0; i < chain.size(); i++) {
            X509Certificate certificate = chain.get(i);
            Instant from = certificate.getNotBefore().toInstant();
            Instant to = certificate.getNotAfter().toInstant();
            if (now.isAfter(to)) {
                return "its " + name(certificate, i) + " expired at " + to;
            }
            if (now.isBefore(from)) {
                return "its " + name(certificate, i) + " is not valid before " + from;
            }
            if (i > 0 && !isSigned(chain.get(i - 1), certificate)) {
                return "its %s is not signed by the next one, %s; expected the server's own first, then each followed by the one that signed it"
                        .formatted(name(chain.get(i - 1), i - 1), name(certificate, i));
            }
        }
        return null;
    }

    private static String name(X509Certificate certificate, int index) {
        return "certificate %d (%s)"
                .formatted(index + 1, certificate.getSubjectX500Principal().getName());
    }

    private static boolean isSigned(X509Certificate certificate, X509Certificate by) {
        if (!certificate.getIssuerX500Principal().equals(by.getSubjectX500Principal())) {
            return false;
        }
        try {
            certificate.verify(by.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /// Whether what the key signs is what the certificate vouches for.
    static boolean isPair(PrivateKey key, X509Certificate certificate) {
        PublicKey other = certificate.getPublicKey();
        if (key instanceof RSAKey ours && other instanceof RSAKey theirs) {
            return ours.getModulus().equals(theirs.getModulus());
        }
        if (!key.getAlgorithm().equals(other.getAlgorithm())) {
            return false;
        }
        try {
            // RSA keys of either kind were compared above
            String algorithm = key.getAlgorithm();
            Signature signature =
                    Signature.getInstance(algorithm.equals("EC") ? "SHA256withECDSA" : algorithm);
            signature.initSign(key);
            signature.update(PROBE);
            byte[] signed = signature.sign();
            signature.initVerify(other);
            signature.update(PROBE);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false; // another curve, or a curve that the JDK does not have, which TLS cannot
            // use either
        }
    }
}
