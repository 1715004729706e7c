package io.heddle.tls;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.heddle.ListenerConfig;
import io.heddle.TestPeer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// A certificate with its key, made at test time by the JDK's keytool in a folder of the test.
/// Signed by itself, so whoever trusts it trusts nobody else.
public final class TestCertificates {

    private static final String PASSWORD = "secret-for-tests";
    private static final int LINE = 64;

    private final Path store;
    private final KeyStore entries;
    private final String name;

    private TestCertificates(Path store, KeyStore entries, String name) {
        this.store = store;
        this.entries = entries;
        this.name = name;
    }

    /// One for localhost and 127.0.0.1, with an elliptic curve's key.
    public static TestCertificates make(Path folder) {
        return make(folder, "localhost");
    }

    /// One for names, of which the first is also the name of its files.
    public static TestCertificates make(Path folder, String... names) {
        return make(folder, List.of("-keyalg", "EC", "-groupname", "secp256r1"), names);
    }

    /// The same with other options of `keytool -genkeypair`: `-keyalg RSA`, `-startdate -2d`.
    public static TestCertificates make(Path folder, List<String> options, String... names) {
        String name = names[0];
        Path store = folder.resolve(name.replace("*", "wildcard") + ".p12");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(
                List.of("-genkeypair", "-alias", "own", "-dname", "CN=" + name.replace(",", "")));
        command.addAll(List.of("-ext", "san=" + alternatives(names)));
        command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD));
        command.addAll(List.of("-keystore", store.toString()));
        command.addAll(options);
        run(command);
        return new TestCertificates(store, load(store), name);
    }

    private static String alternatives(String... names) {
        List<String> all = new ArrayList<>(List.of("ip:127.0.0.1"));
        Stream.of(names).map("dns:"::concat).forEach(all::add);
        return String.join(",", all);
    }

    private static void run(List<String> command) {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(command + " said " + said);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyStore load(Path store) {
        try (InputStream bytes = Files.newInputStream(store)) {
            var entries = KeyStore.getInstance("PKCS12");
            entries.load(bytes, PASSWORD.toCharArray());
            return entries;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public String password() {
        return PASSWORD;
    }

    /// The PKCS#12 file.
    public Path store() {
        return store;
    }

    public X509Certificate certificate() {
        try {
            return (X509Certificate) entries.getCertificate("own");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public PrivateKey key() {
        try {
            return (PrivateKey) entries.getKey("own", PASSWORD.toCharArray());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The certificate as a file of PEM.
    public Path certificateFile() {
        try {
            return pem("CERTIFICATE", certificate().getEncoded(), ".crt");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The key as a file of PEM, PKCS#8 without a password.
    public Path keyFile() {
        return pem("PRIVATE KEY", key().getEncoded(), ".key");
    }

    private Path pem(String what, byte[] bytes, String suffix) {
        try {
            String text = Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(bytes);
            Path file = store.resolveSibling(name.replace("*", "wildcard") + suffix);
            return Files.writeString(
                    file,
                    "-----BEGIN " + what + "-----\n" + text + "\n-----END " + what + "-----\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Has this certificate, and trusts this one and others: for either side.
    public SSLContext context(TestCertificates... others) {
        try {
            var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(entries, PASSWORD.toCharArray());
            return context(keys, Stream.concat(Stream.of(this), Stream.of(others)).toList());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Listens on loopback with this certificate.
    public ListenerConfig listener() {
        return ListenerConfig.on(TestPeer.loopback(0)).withTransport(TlsTransport.of(context()));
    }

    /// Has no certificate, and trusts this one.
    public SSLContext trust() {
        return context(null, List.of(this));
    }

    private static SSLContext context(KeyManagerFactory keys, List<TestCertificates> trusted) {
        try {
            var anchors = KeyStore.getInstance("PKCS12");
            anchors.load(null, null);
            for (TestCertificates one : trusted) {
                anchors.setCertificateEntry(one.name, one.certificate());
            }
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(anchors);
            var context = SSLContext.getInstance("TLS");
            context.init(
                    keys == null ? null : keys.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
