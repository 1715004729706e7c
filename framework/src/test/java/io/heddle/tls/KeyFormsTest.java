package io.heddle.tls;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.BadCertificateException;
import io.heddle.Requirement;
import io.heddle.Servers;
import io.heddle.SocketServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Keys as OpenSSL writes them, in all the forms that are about, carry a handshake.
class KeyFormsTest {

    private static final String PASSWORD = "two words";

    @TempDir Path folder;
    private Path chain;
    private Path key;

    @BeforeEach
    void nameFiles() {
        chain = folder.resolve("cert.pem");
        key = folder.resolve("key.pem");
    }

    private String openssl(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(Arrays.asList(arguments));
        Process process;
        try {
            process =
                    new ProcessBuilder(command)
                            .directory(folder.toFile())
                            .redirectErrorStream(true)
                            .start();
        } catch (IOException missing) {
            Requirement.hold(false, "the command openssl");
            throw missing;
        }
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertEquals(0, process.waitFor(), command + " said " + said);
        return said;
    }

    private void certify() throws Exception {
        openssl(
                "req -x509 -key key.pem -out cert.pem -days 2 -subj /CN=localhost -passin"
                        .concat(" pass:x")
                        .split(" "));
    }

    private String firstLine() throws IOException {
        return Files.readAllLines(key).getFirst();
    }

    private void shakeHands(CertificateSource source) throws Exception {
        var context = SSLContext.getInstance("TLS");
        context.init(null, Trust.pem(chain).managers(), null);
        var certificates = Certificates.of(source);
        try (SocketServer server =
                        SocketServer.start(
                                TlsServers.config(TlsTransport.of(certificates)), Servers.ECHO);
                SSLSocket socket = TlsServers.connect(server, context)) {
            socket.getOutputStream().write('x');
            assertEquals('x', socket.getInputStream().read());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "genpkey -algorithm rsa -out key.pem, PRIVATE KEY",
        "genrsa -traditional -out key.pem, RSA PRIVATE KEY",
        "genpkey -algorithm rsa-pss -out key.pem, PRIVATE KEY",
        "genpkey -algorithm ec -pkeyopt ec_paramgen_curve:P-256 -out key.pem, PRIVATE KEY",
        "ecparam -name prime256v1 -genkey -noout -out key.pem, EC PRIVATE KEY",
        "ecparam -name secp384r1 -genkey -noout -out key.pem, EC PRIVATE KEY",
        "ecparam -name prime256v1 -genkey -out key.pem, EC PARAMETERS",
        "genpkey -algorithm ed25519 -out key.pem, PRIVATE KEY"
    })
    void isUsed(String command, String label) throws Exception {
        openssl(command.split(" "));
        certify();

        assertEquals("-----BEGIN " + label + "-----", firstLine());
        shakeHands(CertificateSource.pem(chain, key));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-v2 aes-256-cbc",
                "-v2 aes-128-cbc -v2prf hmacWithSHA1",
                "-v2 aes-256-cbc -v2prf hmacWithSHA512",
                "-v1 PBE-SHA1-3DES"
            })
    void isUsedEncrypted(String encryption) throws Exception {
        encrypt(encryption);

        assertEquals("-----BEGIN ENCRYPTED PRIVATE KEY-----", firstLine());
        shakeHands(CertificateSource.pem(chain, key, PASSWORD.toCharArray()));
    }

    private void encrypt(String encryption) throws Exception {
        openssl("genpkey -algorithm ec -pkeyopt ec_paramgen_curve:P-256 -out key.pem".split(" "));
        certify();
        List<String> command =
                new ArrayList<>(List.of("pkcs8", "-topk8", "-in", "key.pem", "-out", "fresh.pem"));
        command.addAll(List.of("-passout", "pass:" + PASSWORD));
        command.addAll(List.of(encryption.split(" ")));
        openssl(command.toArray(String[]::new));
        Files.move(folder.resolve("fresh.pem"), folder.resolve("secret.pem"));
        key = folder.resolve("secret.pem");
    }

    @Test
    void wrongPasswordIsASentence() throws Exception {
        encrypt("-v2 aes-256-cbc");

        var failure =
                assertThrows(
                        BadCertificateException.class,
                        CertificateSource.pem(chain, key, "wrong".toCharArray())::read);

        assertEquals(
                "cannot use key file " + key + ": the password of its key is wrong",
                failure.getMessage());
    }

    @Test
    void missingPasswordIsASentence() throws Exception {
        encrypt("-v2 aes-256-cbc");

        var failure =
                assertThrows(
                        BadCertificateException.class, CertificateSource.pem(chain, key)::read);

        assertEquals(
                "cannot use key file " + key + ": its key is encrypted, and no password is given",
                failure.getMessage());
    }

    @Test
    void oldEncryptionIsASentenceWithTheWayOut() throws Exception {
        openssl("genrsa", "-traditional", "-aes128", "-passout", "pass:x", "-out", "key.pem");
        certify();

        var failure =
                assertThrows(
                        BadCertificateException.class,
                        CertificateSource.pem(chain, key, "x".toCharArray())::read);

        assertTrue(failure.getMessage().contains("openssl pkcs8 -topk8"), failure.getMessage());
    }

    @Test
    void storeIsUsed() throws Exception {
        openssl("genpkey -algorithm ec -pkeyopt ec_paramgen_curve:P-256 -out key.pem".split(" "));
        certify();
        openssl(
                "pkcs12",
                "-export",
                "-in",
                "cert.pem",
                "-inkey",
                "key.pem",
                "-out",
                "store.p12",
                "-passout",
                "pass:" + PASSWORD);

        shakeHands(CertificateSource.pkcs12(folder.resolve("store.p12"), PASSWORD.toCharArray()));
    }

    @Test
    void bothKindsOfKeyServeOneName() throws Exception {
        Issuer root = Issuer.root("root");
        var certificates =
                Certificates.of(
                        CertificateConfig.of(CertificateSource.of(root.issue("localhost")))
                                .withDefault(
                                        CertificateSource.of(
                                                root.issue(Issuer.keys("RSA"), "localhost"))));
        try (var server =
                SocketServer.start(
                        TlsServers.config(TlsTransport.of(certificates)), Servers.ECHO)) {
            for (String kind : List.of("ecdsa_secp256r1_sha256", "rsa_pss_rsae_sha256")) {
                try (var client = SslClient.connect(TlsServers.port(server), "-sigalgs", kind)) {
                    client.expect("Verify return code").type("hello there").expect("hello there\n");
                    assertTrue(
                            client.said()
                                    .contains(
                                            "Peer signature type: "
                                                    + (kind.startsWith("e") ? "ECDSA" : "RSA-PSS")),
                            client::said);
                }
            }
        }
    }
}
