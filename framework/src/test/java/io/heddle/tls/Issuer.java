package io.heddle.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// An authority that signs what tests want: certificates that expired, that are for other names, by
/// the hundred. Its own certificate signs itself.
final class Issuer {

    private static final AtomicLong SERIALS = new AtomicLong(1);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final byte[] ECDSA_SHA256 =
            Der.value(Der.SEQUENCE, Der.value(Der.OBJECT, hex("2a8648ce3d040302")));

    private final String name;
    private final KeyPair keys;
    private final X509Certificate certificate;
    private final List<X509Certificate> above;

    private Issuer(
            String name, KeyPair keys, X509Certificate certificate, List<X509Certificate> above) {
        this.name = name;
        this.keys = keys;
        this.certificate = certificate;
        this.above = above;
    }

    static Issuer root(String name) throws GeneralSecurityException {
        KeyPair keys = keys("EC");
        var root = new Issuer(name, keys, null, List.of());
        return new Issuer(
                name, keys, root.sign(name, keys, List.of(), true, hour(-1), hour(24)), List.of());
    }

    /// An authority between this one and others.
    Issuer intermediate(String name) throws GeneralSecurityException {
        KeyPair keys = keys("EC");
        List<X509Certificate> path = new ArrayList<>(above);
        X509Certificate signed = sign(name, keys, List.of(), true, hour(-1), hour(24));
        path.addFirst(signed);
        return new Issuer(name, keys, signed, path);
    }

    X509Certificate certificate() {
        return certificate;
    }

    /// A certificate for names, valid for a day, with a new EC key.
    Identity issue(String... names) throws GeneralSecurityException {
        return issue(keys("EC"), names);
    }

    Identity issue(KeyPair keys, String... names) throws GeneralSecurityException {
        return issue(keys, hour(-1), hour(24), names);
    }

    Identity issue(KeyPair keys, Instant from, Instant to, String... names)
            throws GeneralSecurityException {
        List<X509Certificate> chain = new ArrayList<>(above);
        chain.addFirst(sign(names[0], keys, List.of(names), false, from, to));
        return new Identity(keys.getPrivate(), chain);
    }

    static Instant hour(int fromNow) {
        return Instant.now().plus(Duration.ofHours(fromNow));
    }

    /// @param algorithm `EC`, `RSA`, `Ed25519` and what else the JDK has
    static KeyPair keys(String algorithm) throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance(algorithm);
        if (algorithm.equals("EC")) {
            generator.initialize(256);
        }
        return generator.generateKeyPair();
    }

    private X509Certificate sign(
            String subject,
            KeyPair subjectKeys,
            List<String> names,
            boolean isAuthority,
            Instant from,
            Instant to)
            throws GeneralSecurityException {
        List<byte[]> extensions = new ArrayList<>();
        if (isAuthority) {
            byte[] yes = Der.value(Der.SEQUENCE, Der.value(1, new byte[] {-1}));
            extensions.add(extension("551d13", yes));
        } else {
            byte[][] dns =
                    names.stream()
                            .map(each -> Der.value(0x82, each.getBytes(US_ASCII)))
                            .toArray(byte[][]::new);
            extensions.add(extension("551d11", Der.value(Der.SEQUENCE, dns)));
        }
        byte[] serial = BigInteger.valueOf(SERIALS.getAndIncrement()).toByteArray();
        byte[] body =
                Der.value(
                        Der.SEQUENCE,
                        Der.value(Der.CONTEXT_0, Der.value(Der.INTEGER, new byte[] {2})),
                        Der.value(Der.INTEGER, serial),
                        ECDSA_SHA256,
                        distinguished(name),
                        Der.value(Der.SEQUENCE, time(from), time(to)),
                        distinguished(subject),
                        subjectKeys.getPublic().getEncoded(),
                        Der.value(
                                0xA3, Der.value(Der.SEQUENCE, extensions.toArray(byte[][]::new))));
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(keys.getPrivate());
        signature.update(body);
        byte[] signed =
                Der.value(
                        Der.SEQUENCE,
                        body,
                        ECDSA_SHA256,
                        Der.value(3, new byte[] {0}, signature.sign()));
        return (X509Certificate)
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(signed));
    }

    private static byte[] extension(String oid, byte[] value) {
        return Der.value(
                Der.SEQUENCE, Der.value(Der.OBJECT, hex(oid)), Der.value(Der.OCTETS, value));
    }

    private static byte[] distinguished(String commonName) {
        return Der.value(
                Der.SEQUENCE,
                Der.value(
                        0x31,
                        Der.value(
                                Der.SEQUENCE,
                                Der.value(Der.OBJECT, hex("550403")),
                                Der.value(0x0C, commonName.getBytes(UTF_8)))));
    }

    private static byte[] time(Instant time) {
        return Der.value(0x18, TIME.format(time).getBytes(US_ASCII));
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }
}
