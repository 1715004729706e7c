package io.heddle.proxy;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.PreambleException;
import io.heddle.proxy.ProxyHeader.Command;
import io.heddle.proxy.ProxyHeader.Family;
import io.heddle.proxy.ProxyHeader.Version;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/// What is written is read again as it was; what could not be written cannot be made.
class ProxyHeaderTest {

    private static final List<Family> FAMILIES = List.of(Family.values());
    private static final InetSocketAddress V4 = address("192.0.2.1", 4711);
    private static final InetSocketAddress V4_TO = address("198.51.100.2", 443);
    private static final InetSocketAddress V6 = address("2001:db8::1", 4711);

    private static InetSocketAddress address(String host, int port) {
        return new InetSocketAddress(InetAddress.ofLiteral(host), port);
    }

    private static ProxyHeader read(byte[] bytes) throws PreambleException {
        var parser = new HeaderParser(Set.of(Version.values()), BinaryHeader.MOST_BYTES);
        Parsed parsed = parser.parse(ByteBuffer.wrap(bytes));
        assertNotNull(parsed, "complete");
        assertEquals(bytes.length, parsed.length());
        return parsed.header();
    }

    @Test
    void isALineInVersion1() {
        ProxyHeader header = ProxyHeader.proxied(V4, V4_TO).withVersion(Version.V1);

        assertEquals(
                "PROXY TCP4 192.0.2.1 198.51.100.2 4711 443\r\n",
                new String(header.toBytes(), US_ASCII));
    }

    @Test
    void hasAnAddressOfEachKindAsTwoOfIpv6() throws Exception {
        ProxyHeader header = ProxyHeader.proxied(V6, V4_TO);

        assertEquals(
                "PROXY TCP6 2001:db8:0:0:0:0:0:1 ::ffff:198.51.100.2 4711 443\r\n",
                new String(header.withVersion(Version.V1).toBytes(), US_ASCII));
        assertEquals(header, read(header.toBytes()));
        assertEquals(
                header.withVersion(Version.V1), read(header.withVersion(Version.V1).toBytes()));
    }

    @Test
    void isReadAgainAsItWasWritten() throws Exception {
        var random = new Random(7);
        for (int i = 0; i < 5_000; i++) {
            ProxyHeader header = randomHeader(random);

            assertEquals(header, read(header.toBytes()));
        }
    }

    private static ProxyHeader randomHeader(Random random) {
        Family family = FAMILIES.get(random.nextInt(FAMILIES.size()));
        boolean local = family == Family.UNSPEC && random.nextBoolean();
        boolean text = !local && family.code() % 0x10 < 2 && !family.isUnix();
        Version version = text && random.nextBoolean() ? Version.V1 : Version.V2;
        List<Tlv> tlvs = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0 && version == Version.V2 && !local; i--) {
            var value = new byte[random.nextInt(60)];
            random.nextBytes(value);
            tlvs.add(Tlv.of(0xe0 + random.nextInt(16), value));
        }
        return new ProxyHeader(
                version,
                local ? Command.LOCAL : Command.PROXY,
                family,
                randomAddress(random, family),
                randomAddress(random, family),
                tlvs,
                null);
    }

    private static SocketAddress randomAddress(Random random, Family family) {
        if (family == Family.UNSPEC) {
            return null;
        }
        if (family.isUnix()) {
            return UnixDomainSocketAddress.of("/p".repeat(random.nextInt(54)));
        }
        var bytes = new byte[family.isV6() ? 16 : 4];
        random.nextBytes(bytes);
        if (random.nextInt(4) == 0) {
            Arrays.fill(bytes, 0, bytes.length - 2, (byte) 0);
        }
        return new InetSocketAddress(AddressText.address(bytes), random.nextInt(65_536));
    }

    @Test
    void isWrittenWithTheRightChecksumWhateverValueItHad() throws Exception {
        ProxyHeader header =
                ProxyHeader.proxied(V4, V4_TO)
                        .with(Tlv.of(Tlv.CRC32C, new byte[] {1, 2, 3, 4}))
                        .with(Tlv.authority("example.org"));

        byte[] written = header.toBytes();

        assertEquals("example.org", read(written).authority());
        assertArrayEquals(written, read(written).toBytes());
        written[17] ^= 1;
        assertThrows(PreambleException.class, () -> read(written));
    }

    @Test
    void isRefusedWithAnyBitOfItFlippedBehindAChecksum() throws Exception {
        byte[] written = ProxyHeader.proxied(V4, V4_TO).withChecksum().toBytes();
        for (int bit = 16 * 8; bit < written.length * 8; bit++) {
            byte[] flipped = written.clone();
            flipped[bit / 8] ^= (byte) (1 << (bit % 8));
            boolean stillHasOne = bit < 28 * 8 || bit >= 31 * 8;

            if (stillHasOne) {
                assertThrows(PreambleException.class, () -> read(flipped), "bit " + bit);
            }
        }
    }

    @Test
    void asksForOneChecksumAtMost() {
        ProxyHeader once = ProxyHeader.proxied(V4, V4_TO).withChecksum();

        assertEquals(once, once.withChecksum());
    }

    @Test
    void saysWhatIsInItsTlvs() throws Exception {
        var tls =
                new ProxiedTls(
                        ProxiedTls.OVER_TLS | ProxiedTls.CERTIFICATE,
                        0,
                        List.of(
                                Tlv.of(ProxiedTls.VERSION, "TLSv1.3".getBytes(US_ASCII)),
                                Tlv.of(ProxiedTls.COMMON_NAME, "alice".getBytes(US_ASCII)),
                                Tlv.of(ProxiedTls.CIPHER, "TLS_AES".getBytes(US_ASCII)),
                                Tlv.of(ProxiedTls.SIGNATURE_ALGORITHM, "SHA".getBytes(US_ASCII)),
                                Tlv.of(ProxiedTls.KEY_ALGORITHM, "EC256".getBytes(US_ASCII))));
        ProxyHeader header =
                read(
                        ProxyHeader.proxied(V4, V4_TO)
                                .with(Tlv.alpn("h2"))
                                .with(Tlv.authority("bücher.example"))
                                .with(Tlv.noop(3))
                                .with(Tlv.uniqueId(new byte[] {1, 2}))
                                .with(Tlv.ssl(tls))
                                .with(Tlv.netns("blue"))
                                .toBytes());

        assertEquals("h2", header.alpn());
        assertEquals("bücher.example", header.authority());
        assertArrayEquals(new byte[] {1, 2}, header.uniqueId());
        assertEquals("blue", header.netns());
        assertEquals(tls, header.tls());
        assertTrue(header.tls().isOverTls());
        assertTrue(header.tls().isVerified());
        assertEquals("TLSv1.3", header.tls().version());
        assertEquals("alice", header.tls().commonName());
        assertEquals("TLS_AES", header.tls().cipher());
        assertEquals("SHA", header.tls().signatureAlgorithm());
        assertEquals("EC256", header.tls().keyAlgorithm());
    }

    @Test
    void saysNothingOfWhatWasNotSaid() {
        ProxyHeader header = ProxyHeader.proxied(V4, V4_TO);

        assertNull(header.alpn());
        assertNull(header.authority());
        assertNull(header.uniqueId());
        assertNull(header.netns());
        assertNull(header.tls());
        assertNull(new ProxiedTls(0, 0, List.of()).version());
    }

    @Test
    void aClientWithoutACertificateIsNotVerified() {
        assertFalse(new ProxiedTls(ProxiedTls.OVER_TLS, 0, List.of()).isVerified());
        assertFalse(new ProxiedTls(7, 1, List.of()).isVerified());
        assertTrue(new ProxiedTls(ProxiedTls.CERTIFICATE_IN_SESSION, 0, List.of()).isVerified());
    }

    /// An evaluator that looks into each part again takes twice as long for each level.
    @Test
    void partsWithinPartsAreNotLookedInto() throws Exception {
        var bytes = ByteBuffer.allocate(16 + 12 + 8 * 8_000);
        bytes.put(ProxyHeader.proxied(V4, V4_TO).toBytes());
        bytes.putShort(14, (short) (bytes.capacity() - 16));
        while (bytes.hasRemaining()) {
            bytes.put((byte) Tlv.SSL).putShort((short) (bytes.remaining() - 2)).put((byte) 1);
            bytes.putInt(0);
        }

        assertEquals(1, read(bytes.array()).tlvs().size());
    }

    @Test
    void whatCouldNotBeWrittenCannotBeMade() {
        ProxyHeader header = ProxyHeader.proxied(V4, V4_TO);
        var unix = UnixDomainSocketAddress.of("/" + "a".repeat(108));
        var unknown = InetSocketAddress.createUnresolved("example.invalid", 1);

        refuses("version 1 has PROXY", () -> header.withChecksum().withVersion(Version.V1));
        refuses("version 1 has PROXY", () -> ProxyHeader.local().withVersion(Version.V1));
        refuses("must be an address of", () -> ProxyHeader.proxied(V4, unix));
        refuses("must be an address of", () -> ProxyHeader.proxied(unix, unix));
        refuses("must be an address of", () -> ProxyHeader.proxied(unknown, V4));
        refuses("was 256", () -> Tlv.of(256, new byte[0]));
        refuses("was of 129", () -> Tlv.uniqueId(new byte[129]));
        refuses("was of 65536", () -> Tlv.noop(65_536));
        refuses("flags must be", () -> new ProxiedTls(256, 0, List.of()));
        refuses(
                "header has at most 65551 bytes",
                () -> header.with(Tlv.noop(65_000)).with(Tlv.noop(1_000)).toBytes());
    }

    private static void refuses(String reason, Executable making) {
        var refusal = assertThrows(IllegalArgumentException.class, making);

        assertTrue(refusal.getMessage().contains(reason), refusal.getMessage());
    }
}
