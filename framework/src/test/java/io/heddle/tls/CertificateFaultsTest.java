package io.heddle.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.BadCertificateException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A certificate that cannot be used is a plain sentence at start, with the file's name in it.
class CertificateFaultsTest {

    @TempDir Path folder;

    private Path chain;
    private Path key;
    private Issuer root;
    private Identity identity;

    @BeforeEach
    void writeGoodFiles() throws Exception {
        chain = folder.resolve("cert.pem");
        key = folder.resolve("key.pem");
        root = Issuer.root("root");
        identity = root.issue("localhost");
        write(identity);
    }

    private void write(Identity identity) throws Exception {
        Files.writeString(chain, PemText.chain(identity));
        Files.writeString(key, PemText.key(identity));
    }

    private String sentence() {
        return sentence(CertificateSource.pem(chain, key));
    }

    private String sentence(CertificateSource source) {
        String message =
                assertThrows(BadCertificateException.class, () -> Certificates.of(source))
                        .getMessage();
        return message.replace(folder + "/", "");
    }

    @Test
    void goodFilesAreUsed() throws Exception {
        var certificates = Certificates.of(CertificateSource.pem(chain, key));

        assertEquals(
                identity.chain().getFirst(), certificates.snapshots().getFirst().certificate());
    }

    @Test
    void missing() throws Exception {
        Files.delete(chain);

        assertEquals("cannot use certificate file cert.pem: it does not exist", sentence());
    }

    @Test
    void missingKey() throws Exception {
        Files.delete(key);

        assertEquals("cannot use key file key.pem: it does not exist", sentence());
    }

    @Test
    void folder() throws Exception {
        Files.delete(chain);
        Files.createDirectory(chain);

        assertEquals("cannot use certificate file cert.pem: it is a folder", sentence());
    }

    @Test
    void notToBeRead() throws Exception {
        Assumptions.assumeTrue(key.toFile().setReadable(false) && !Files.isReadable(key));

        assertEquals("cannot use key file key.pem: it may not be read by this process", sentence());
    }

    @Test
    void tooLong() throws Exception {
        Files.write(chain, new byte[CertificateFile.MAX_BYTES + 1]);

        assertEquals(
                "cannot use certificate file cert.pem: it is longer than 1048576 bytes",
                sentence());
    }

    @Test
    void noCertificate() throws Exception {
        Files.writeString(chain, "hello");

        assertEquals(
                "cannot use certificate file cert.pem: there is no certificate in it, which would"
                        + " begin with \"-----BEGIN CERTIFICATE-----\"",
                sentence());
    }

    @Test
    void filesTheWrongWayRound() {
        assertEquals(
                "cannot use certificate file key.pem: there is no certificate in it, which would"
                        + " begin with \"-----BEGIN CERTIFICATE-----\"",
                sentence(CertificateSource.pem(key, chain)));
    }

    @Test
    void cutOff() throws Exception {
        String text = PemText.chain(identity);
        Files.writeString(chain, text.substring(0, text.length() / 2));

        assertEquals(
                "cannot use certificate file cert.pem: its CERTIFICATE has no end; is it cut off?",
                sentence());
    }

    @Test
    void noBase64() throws Exception {
        Files.writeString(chain, PemText.chain(identity).replaceFirst("M", "*"));

        assertEquals(
                "cannot use certificate file cert.pem: its CERTIFICATE is no Base64", sentence());
    }

    @Test
    void damaged() throws Exception {
        Files.writeString(
                chain, PemText.chain(identity) + PemText.of("CERTIFICATE", new byte[] {48, 3, 1}));

        assertEquals(
                "cannot use certificate file cert.pem: its certificate 2 is damaged", sentence());
    }

    @Test
    void expired() throws Exception {
        Identity old = root.issue(Issuer.keys("EC"), Issuer.hour(-3), Issuer.hour(-2), "localhost");
        write(old);

        assertEquals(
                "cannot use certificate file cert.pem: its certificate 1 (CN=localhost) expired at "
                        + old.notAfter(),
                sentence());
    }

    @Test
    void notYetValid() throws Exception {
        Identity early = root.issue(Issuer.keys("EC"), Issuer.hour(2), Issuer.hour(3), "localhost");
        write(early);

        assertEquals(
                "cannot use certificate file cert.pem: its certificate 1 (CN=localhost) is not"
                        + " valid before "
                        + early.chain().getFirst().getNotBefore().toInstant(),
                sentence());
    }

    @Test
    void keyOfAnotherCertificate() throws Exception {
        Files.writeString(key, PemText.key(root.issue("localhost")));

        assertEquals(
                "cannot use key file key.pem: it does not belong to the certificate in cert.pem",
                sentence());
    }

    @Test
    void keyOfAnotherKind() throws Exception {
        Files.writeString(key, PemText.key(root.issue(Issuer.keys("RSA"), "localhost")));

        assertEquals(
                "cannot use key file key.pem: it does not belong to the certificate in cert.pem",
                sentence());
    }

    @Test
    void outOfOrder() throws Exception {
        Identity issued = root.intermediate("middle").issue("localhost");
        write(issued);
        Files.writeString(chain, PemText.of(issued.chain().reversed()));

        assertEquals(
                "cannot use certificate file cert.pem: its certificate 1 (CN=middle) is not signed"
                        + " by the next one, certificate 2 (CN=localhost); expected the server's own"
                        + " first, then each followed by the one that signed it",
                sentence());
    }

    @Test
    void noKey() throws Exception {
        Files.writeString(key, "");

        assertEquals("cannot use key file key.pem: there is no private key in it", sentence());
    }

    @Test
    void twoKeys() throws Exception {
        Files.writeString(key, PemText.key(identity) + PemText.key(identity));

        assertEquals(
                "cannot use key file key.pem: there are 2 private keys in it, expected 1",
                sentence());
    }

    @Test
    void damagedKey() throws Exception {
        Files.writeString(key, PemText.of("PRIVATE KEY", new byte[] {48, 3, 2, 1, 0}));

        assertEquals("cannot use key file key.pem: its private key cannot be read", sentence());
    }

    @Test
    void keyOfOpenSsh() throws Exception {
        Files.writeString(key, PemText.of("OPENSSH PRIVATE KEY", new byte[] {1}));

        assertEquals(
                "cannot use key file key.pem: its key is of a kind that is not known here, OPENSSH"
                        + " PRIVATE KEY",
                sentence());
    }

    @Test
    void storeWithAnotherPassword() throws Exception {
        Path store = store("right", true);

        assertEquals(
                "cannot use certificate file store.p12: its password is wrong",
                sentence(CertificateSource.pkcs12(store, "wrong".toCharArray())));
    }

    @Test
    void storeWithoutKey() throws Exception {
        Path store = store("right", false);

        assertEquals(
                "cannot use certificate file store.p12: there is no private key in it",
                sentence(CertificateSource.pkcs12(store, "right".toCharArray())));
    }

    @Test
    void noStore() {
        assertEquals(
                "cannot use certificate file cert.pem: it is not in PKCS #12",
                sentence(CertificateSource.pkcs12(chain, "right".toCharArray())));
    }

    @Test
    void goodStoreIsUsed() throws Exception {
        var certificates =
                Certificates.of(
                        CertificateSource.pkcs12(store("right", true), "right".toCharArray()));

        assertEquals(
                identity.chain().getFirst(), certificates.snapshots().getFirst().certificate());
    }

    private Path store(String password, boolean withKey) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        if (withKey) {
            store.setKeyEntry(
                    "server",
                    identity.key(),
                    password.toCharArray(),
                    identity.chain().toArray(Certificate[]::new));
        } else {
            store.setCertificateEntry("root", root.certificate());
        }
        Path file = folder.resolve("store.p12");
        try (var out = Files.newOutputStream(file)) {
            store.store(out, password.toCharArray());
        }
        return file;
    }

    @Test
    void noAuthorities() throws Exception {
        Files.writeString(chain, "");

        var failure = assertThrows(BadCertificateException.class, () -> Trust.pem(chain));

        assertTrue(failure.getMessage().contains("there is no certificate in it"));
    }

    @Test
    void expiredAuthority() throws Exception {
        Identity old = root.issue(Issuer.keys("EC"), Issuer.hour(-3), Issuer.hour(-2), "old");
        Files.writeString(chain, PemText.chain(old));

        var failure = assertThrows(BadCertificateException.class, () -> Trust.pem(chain));

        assertEquals(
                "cannot use file of authorities %s: its certificate expired at %s"
                        .formatted(chain, old.notAfter()),
                failure.getMessage());
    }

    @Test
    void nothingOfAKeyIsShown() throws Exception {
        String secret = PemText.key(identity).lines().skip(1).findFirst().orElseThrow();

        var shown = List.of(identity, CertificateSource.pem(chain, key, "geheim".toCharArray()));

        assertFalse(shown.toString().contains(secret));
        assertFalse(shown.toString().contains("geheim"));
        assertThrows(IllegalArgumentException.class, () -> Trust.of(List.of()));
    }
}
