package io.heddle.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.HandshakeException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A client's first message is read to the byte, or refused with a reason; nothing else happens,
/// whatever comes.
class ClientHelloTest {

    private static ClientHello parse(byte[] bytes) throws HandshakeException {
        return ClientHello.parse(ByteBuffer.wrap(bytes));
    }

    private static String refusal(byte[] bytes) {
        String message = assertThrows(HandshakeException.class, () -> parse(bytes)).getMessage();
        String start = "not a ClientHello of TLS: ";
        assertTrue(message.startsWith(start), message);
        return message.substring(start.length());
    }

    @Test
    void ofTheJdkIsRead() throws Exception {
        byte[] bytes = Hellos.ofJdk("Www.Example.org", "h2", "http/1.1");

        ClientHello hello = parse(bytes);

        assertEquals("www.example.org", hello.serverName());
        assertEquals(List.of("h2", "http/1.1"), hello.applicationProtocols());
        assertEquals(List.of(0x0304, 0x0303), hello.versions());
        assertTrue(hello.offers(0x0304));
        assertTrue(hello.cipherSuites().contains(0x1301));
        assertTrue(hello.signatureSchemes().contains(0x0403));
    }

    @Test
    void withoutExtensionsIsRead() throws Exception {
        ClientHello hello = parse(new Hellos().record());

        assertNull(hello.serverName());
        assertEquals(List.of(), hello.applicationProtocols());
        assertEquals(List.of(0x0303), hello.versions());
        assertEquals(List.of(), hello.signatureSchemes());
    }

    @Test
    void bytesAreNotMoved() throws Exception {
        var bytes = ByteBuffer.wrap(Hellos.ofJdk("example.org"));
        int length = bytes.remaining();

        ClientHello.parse(bytes);

        assertEquals(length, bytes.remaining());
    }

    @Test
    void truncatedAnywhereWantsMore() throws Exception {
        byte[] bytes = Hellos.ofJdk("example.org", "h2");

        for (int length = 0; length < bytes.length; length++) {
            assertNull(parse(Arrays.copyOf(bytes, length)), "of " + length + " bytes");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 17, 100})
    void inSmallRecordsIsTheSame(int bytesEach) throws Exception {
        byte[] message = new Hellos().serverName("example.org").protocols("h2").message();
        byte[] split = Hellos.records(message, bytesEach);

        for (int length = 0; length < split.length; length++) {
            assertNull(parse(Arrays.copyOf(split, length)), "of " + length + " bytes");
        }
        assertEquals(parse(Hellos.records(message, message.length)), parse(split));
    }

    @Test
    void dotAtTheEndOfANameIsNoPartOfIt() throws Exception {
        assertEquals(
                "example.org",
                parse(new Hellos().serverName("example.ORG.").record()).serverName());
    }

    @Test
    void plainHttpIsRefusedAtItsFirstByte() {
        assertEquals("type of record is 71, expected 22", refusal(new byte[] {'G'}));
    }

    @Test
    void otherRecordsAreRefused() {
        assertEquals("type of record is 23, expected 22", refusal(new byte[] {23, 3, 3, 0, 1, 0}));
        assertEquals("major version of a record is 2, expected 3", refusal(new byte[] {22, 2}));
        assertEquals(
                "record of 0 bytes, expected 1 to 16384", refusal(new byte[] {22, 3, 1, 0, 0}));
        assertEquals(
                "record of 16385 bytes, expected 1 to 16384",
                refusal(new byte[] {22, 3, 1, 0x40, 1}));
        assertEquals(
                "type of the first message is 2, expected 1",
                refusal(new byte[] {22, 3, 1, 0, 1, 2}));
    }

    @Test
    void tooLongIsRefusedBeforeItComes() {
        assertEquals(
                "ClientHello of 16777215 bytes, limit 16384",
                refusal(new byte[] {22, 3, 1, 0x10, 0, 1, -1, -1, -1}));
    }

    @Test
    void inTooManyRecordsIsRefused() {
        byte[] message = new Hellos().extension(99, new byte[4000]).message();

        assertEquals(
                "ClientHello of 16384 bytes, limit 16384",
                refusal(Arrays.copyOf(Hellos.records(message, 1), 16_384)));
    }

    @Test
    void moreInTheRecordIsRefused() {
        byte[] message = new Hellos().message();
        byte[] record = Hellos.records(Hellos.joined(message, new byte[] {1}), 65_535);

        assertEquals(
                "more in the record after a ClientHello of %d bytes".formatted(message.length - 4),
                refusal(record));
    }

    @Test
    void lengthsThatLieAreRefused() {
        assertEquals(
                "cipher suites of 3 bytes",
                refusal(new Hellos().cipherSuites(new byte[3]).record()));
        assertEquals(
                "cipher suites of 0 bytes",
                refusal(new Hellos().cipherSuites(new byte[0]).record()));
        assertEquals(
                "no compression methods", refusal(new Hellos().compression(new byte[0]).record()));
        assertEquals(
                "session id of 33 bytes", refusal(new Hellos().session(new byte[33]).record()));
        assertEquals(
                "server names of 5 bytes, of which 0 are there",
                refusal(new Hellos().extension(0, Hellos.shorts(5)).record()));
        assertEquals(
                "1 bytes left over after versions",
                refusal(new Hellos().extension(43, new byte[] {2, 3, 4, 0}).record()));
        assertEquals(
                "application protocol of 9 bytes, of which 1 are there",
                refusal(new Hellos().extension(16, Hellos.block(2, new byte[] {9, 'h'})).record()));
    }

    @Test
    void whatIsGivenTwiceIsRefused() {
        assertEquals(
                "extension 0 is given twice",
                refusal(new Hellos().serverName("a").serverName("a").record()));
        byte[] name = Hellos.joined(new byte[] {0}, Hellos.block(2, new byte[] {'a'}));
        assertEquals(
                "two server names",
                refusal(
                        new Hellos()
                                .extension(0, Hellos.block(2, Hellos.joined(name, name)))
                                .record()));
        assertEquals(
                "extension 16 after the one that must be last",
                refusal(new Hellos().extension(41, new byte[0]).protocols("h2").record()));
    }

    @Test
    void namesThatAreNoneAreRefused() {
        assertEquals("byte 10 in a server name", refusal(new Hellos().serverName("a\nb").record()));
        assertEquals(
                "byte 228 in a server name", refusal(new Hellos().serverName("b\u00e4r").record()));
        assertEquals("server name of 0 bytes", refusal(new Hellos().serverName("").record()));
        assertEquals(
                "server name of 256 bytes",
                refusal(new Hellos().serverName("a".repeat(256)).record()));
        assertEquals("server name of a dot alone", refusal(new Hellos().serverName(".").record()));
        assertEquals("empty application protocol", refusal(new Hellos().protocols("").record()));
        assertEquals(
                "no application protocols where some are announced",
                refusal(new Hellos().protocols().record()));
    }

    @Test
    void isPrintedWithoutHarm() throws Exception {
        ClientHello hello = parse(new Hellos().protocols("h2\r\n\u0090\\").record());

        assertEquals(
                "ClientHello for null, protocols [h2\\x0d\\x0a\\x90\\x5c], versions [0303], cipher"
                        + " suites [1301, 1302]",
                hello.toString());
    }

    /// A byte changed anywhere gives a hello, a refusal or a wish for more, and no other exception.
    @Test
    void anyChangedByteIsRefusedOrRead() throws Exception {
        byte[] good = Hellos.ofJdk("example.org", "h2");

        for (int at = 0; at < good.length; at++) {
            for (int value : new int[] {0, 1, 0x7f, 0x80, 0xff, good[at] + 1, good[at] - 1}) {
                byte[] changed = good.clone();
                changed[at] = (byte) value;
                readOrRefuse(changed);
            }
        }
    }

    @Test
    void noiseIsRefusedOrRead() {
        var random = new Random(6);
        for (int i = 0; i < 20_000; i++) {
            var message = new byte[random.nextInt(200)];
            random.nextBytes(message);
            readOrRefuse(
                    Hellos.records(
                            Hellos.joined(new byte[] {1}, Hellos.block(3, message)),
                            1 + random.nextInt(300)));
        }
    }

    private static void readOrRefuse(byte[] bytes) {
        try {
            parse(bytes);
        } catch (HandshakeException refused) {
            assertTrue(refused.getMessage().startsWith("not a ClientHello"));
        }
    }
}
