package io.heddle.tls;

import io.heddle.BadCertificateException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.UnrecoverableKeyException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A key and its certificates in one file with a password.
final class Pkcs12File implements CertificateSource {

    private final CertificateFile file;
    private final char[] password;

    Pkcs12File(Path file, char[] password) {
        this.file = new CertificateFile("certificate file", file);
        this.password = password;
    }

    @Override
    public Identity read() throws BadCertificateException {
        KeyStore store = load(file, password);
        try {
            return identity(store, onlyKey(store));
        } catch (UnrecoverableKeyException e) {
            throw file.bad("the password of its key is wrong", e);
        } catch (GeneralSecurityException e) {
            throw file.bad("its private key cannot be read", e);
        }
    }

    /// What is in a file of PKCS #12, or of the JDK's older form.
    static KeyStore load(CertificateFile file, char @Nullable [] password)
            throws BadCertificateException {
        byte[] bytes = file.bytes();
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(new ByteArrayInputStream(bytes), password);
            return store;
        } catch (IOException e) {
            throw file.bad(
                    e.getCause() instanceof UnrecoverableKeyException
                            ? "its password is wrong"
                            : "it is not in PKCS #12",
                    e);
        } catch (GeneralSecurityException e) {
            throw file.bad("it cannot be read", e);
        }
    }

    private String onlyKey(KeyStore store)
            throws GeneralSecurityException, BadCertificateException {
        List<String> keys = new ArrayList<>();
        for (String alias : Collections.list(store.aliases())) {
            if (store.isKeyEntry(alias)) {
                keys.add(alias);
            }
        }
        if (keys.isEmpty()) {
            throw file.bad("there is no private key in it");
        }
        if (keys.size() > 1) {
            throw file.bad("there are %d private keys in it, expected 1".formatted(keys.size()));
        }
        return keys.getFirst();
    }

    private Identity identity(KeyStore store, String alias)
            throws GeneralSecurityException, BadCertificateException {
        if (!(store.getKey(alias, password) instanceof PrivateKey key)) {
            throw file.bad("there is no private key in it");
        }
        List<X509Certificate> chain =
                Arrays.stream(store.getCertificateChain(alias))
                        .map(X509Certificate.class::cast)
                        .toList();
        String trouble = ChainCheck.trouble(chain);
        if (trouble != null) {
            throw file.bad(trouble);
        }
        if (!ChainCheck.isPair(key, chain.getFirst())) {
            throw file.bad("its key does not belong to its certificate");
        }
        return new Identity(key, chain);
    }

    @Override
    public List<Path> files() {
        return List.of(file.path());
    }

    @Override
    public String toString() {
        return "PKCS #12 file " + file.path();
    }
}
