package io.heddle.tls;

import io.heddle.BadCertificateException;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/// Whose word is taken for who a peer is: the authorities that may have signed its certificate.
/// Immutable.
public final class Trust {

    private static final String KIND = "file of authorities";

    private static final Trust SYSTEM = new Trust(List.of());

    private final List<X509Certificate> authorities; // empty: those of the JDK

    private Trust(List<X509Certificate> authorities) {
        this.authorities = List.copyOf(authorities);
    }

    /// The authorities that the JDK trusts.
    public static Trust system() {
        return SYSTEM;
    }

    /// Those in PEM files, and no others.
    ///
    /// @throws BadCertificateException with a plain sentence, if a file cannot be used;
    ///   certificates in it may have expired, but not all
    public static Trust pem(Path... files) throws BadCertificateException {
        List<X509Certificate> authorities = new ArrayList<>();
        for (Path path : files) {
            var file = new CertificateFile(KIND, path);
            authorities.addAll(usable(file, file.certificates()));
        }
        return of(authorities);
    }

    /// Those in a file in PKCS #12 or in the JDK's older form, and no others.
    ///
    /// @param password null if it has none, in which case it is not checked for changes
    /// @throws BadCertificateException with a plain sentence, if the file cannot be used
    public static Trust store(Path path, char @Nullable [] password)
            throws BadCertificateException {
        var file = new CertificateFile(KIND, path);
        KeyStore store = Pkcs12File.load(file, password);
        List<X509Certificate> authorities = new ArrayList<>();
        try {
            for (String alias : Collections.list(store.aliases())) {
                if (store.isCertificateEntry(alias)
                        && store.getCertificate(alias) instanceof X509Certificate authority) {
                    authorities.add(authority);
                }
            }
        } catch (GeneralSecurityException e) {
            throw file.bad("it cannot be read", e);
        }
        if (authorities.isEmpty()) {
            throw file.bad("there is no certificate of an authority in it");
        }
        return of(usable(file, authorities));
    }

    private static List<X509Certificate> usable(
            CertificateFile file, List<X509Certificate> authorities)
            throws BadCertificateException {
        Instant now = Instant.now();
        if (authorities.stream().allMatch(each -> now.isAfter(each.getNotAfter().toInstant()))) {
            throw file.bad(
                    authorities.size() == 1
                            ? "its certificate expired at "
                                    + authorities.getFirst().getNotAfter().toInstant()
                            : "all of its %d certificates have expired"
                                    .formatted(authorities.size()));
        }
        return authorities;
    }

    /// Those and no others.
    ///
    /// @throws IllegalArgumentException if there are none
    public static Trust of(List<X509Certificate> authorities) {
        if (authorities.isEmpty()) {
            throw new IllegalArgumentException("no authorities");
        }
        return new Trust(authorities);
    }

    /// Those of ours; empty if they are the JDK's.
    public List<X509Certificate> authorities() {
        return authorities;
    }

    TrustManager[] managers() throws GeneralSecurityException {
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(authorities.isEmpty() ? null : store());
        return factory.getTrustManagers();
    }

    private KeyStore store() throws GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try {
            store.load(null, null);
        } catch (IOException e) {
            throw new GeneralSecurityException("an empty store cannot be made", e);
        }
        for (X509Certificate authority : authorities) {
            store.setCertificateEntry("authority-" + store.size(), authority);
        }
        return store;
    }
}
