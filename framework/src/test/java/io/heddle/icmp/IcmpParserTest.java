package io.heddle.icmp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.heddle.icmp.IcmpPacket.Discarded;
import io.heddle.icmp.IcmpPacket.Flaw;
import io.heddle.icmp.IcmpPacket.Problem;
import io.heddle.icmp.IcmpPacket.Quote;
import io.heddle.icmp.IcmpPacket.Reply;
import io.heddle.icmp.IcmpParser.Prefix;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IcmpParserTest {

    private static final long TOKEN = 0x0123_4567_89ab_cdefL;
    private static final InetAddress TARGET = InetAddress.ofLiteral("192.0.2.7");
    private static final InetAddress TARGET6 = InetAddress.ofLiteral("2001:db8::7");

    private static IcmpPacket parse(byte[] packet) {
        return IcmpParser.parse4(ByteBuffer.wrap(packet), Prefix.IP_HEADER);
    }

    private static IcmpPacket parse6(byte[] message) {
        return IcmpParser.parse6(ByteBuffer.wrap(message));
    }

    private static Discarded discarded(Flaw flaw) {
        return new Discarded(flaw);
    }

    /// RFC 791 §3.1: the header is 5 to 15 words of 4 bytes.
    @ParameterizedTest
    @ValueSource(ints = {5, 6, 15})
    void readsReplyBehindHeaderOfAnyLength(int words) {
        byte[] reply = Packets.reply(7, 9, TOKEN, 56);

        IcmpPacket packet = parse(Packets.ip4(words, 63, reply));

        assertEquals(new Reply(7, 9, TOKEN, 63, 64), packet);
    }

    @Test
    void readsReplyWithoutHeader() {
        byte[] reply = Packets.reply(0xffff, 0xfffe, TOKEN, 8);

        IcmpPacket packet = IcmpParser.parse4(ByteBuffer.wrap(reply), Prefix.NONE);

        assertEquals(new Reply(0xffff, 0xfffe, TOKEN, 0, 16), packet);
    }

    @Test
    void readsReplyOfVersion6() {
        IcmpPacket packet = parse6(Packets.reply6(7, 9, TOKEN, 56));

        assertEquals(new Reply(7, 9, TOKEN, 0, 64), packet);
    }

    @Test
    void dropsWhatStandsBehindTheTotalLength() {
        byte[] packet = Packets.ip4(5, 63, Packets.reply(7, 9, TOKEN, 56));

        IcmpPacket parsed = parse(Arrays.copyOf(packet, packet.length + 20));

        assertEquals(new Reply(7, 9, TOKEN, 63, 64), parsed);
    }

    @Test
    void reliesOnNoLengthThatTheSystemHasChanged() {
        byte[] packet = Packets.ip4(5, 63, Packets.reply(7, 9, TOKEN, 56));
        ByteBuffer.wrap(packet).putShort(2, (short) 64);

        IcmpPacket parsed = IcmpParser.parse4(ByteBuffer.wrap(packet), Prefix.CHANGED_IP_HEADER);

        assertEquals(new Reply(7, 9, TOKEN, 63, 64), parsed);
    }

    /// RFC 792: 3 unreachable (code 4: too big), 11 time exceeded, 12 parameter problem.
    @ParameterizedTest
    @CsvSource({
        "3, 1, UNREACHABLE",
        "3, 4, TOO_BIG",
        "11, 0, TIME_EXCEEDED",
        "12, 0, PARAMETER_PROBLEM"
    })
    void readsErrorAboutRequest(int type, int code, IcmpError.Kind kind) {
        byte[] request = EchoMessages.request(IcmpVersion.IPV4, 7, 9, TOKEN, 56);

        IcmpPacket packet =
                parse(Packets.ip4(5, 63, Packets.error(type, code, 5, TARGET, request)));

        assertEquals(new Problem(kind, type, code, new Quote(TARGET, 7, 9, true, TOKEN)), packet);
    }

    /// RFC 792: of the data of the original datagram, 64 bits are enough.
    @Test
    void readsErrorWithTheLeastQuotation() {
        byte[] request = EchoMessages.request(IcmpVersion.IPV4, 7, 9, TOKEN, 56);
        byte[] error = Packets.error(3, 1, 15, TARGET, request);

        IcmpPacket packet = parse(Packets.ip4(5, 63, Packets.cut(error, 8 + 60 + 8)));

        assertEquals(
                new Problem(IcmpError.Kind.UNREACHABLE, 3, 1, new Quote(TARGET, 7, 9, false, 0)),
                packet);
    }

    /// RFC 4443 §3.
    @ParameterizedTest
    @CsvSource({
        "1, 0, UNREACHABLE",
        "2, 0, TOO_BIG",
        "3, 0, TIME_EXCEEDED",
        "4, 1, PARAMETER_PROBLEM"
    })
    void readsErrorOfVersion6(int type, int code, IcmpError.Kind kind) {
        byte[] request = EchoMessages.request(IcmpVersion.IPV6, 7, 9, TOKEN, 56);

        IcmpPacket packet = parse6(Packets.error6(type, code, TARGET6, request));

        assertEquals(new Problem(kind, type, code, new Quote(TARGET6, 7, 9, true, TOKEN)), packet);
    }

    @Test
    void discardsWhateverEndsTooEarly() {
        byte[] whole = Packets.ip4(15, 63, Packets.reply(7, 9, TOKEN, 56));

        for (int length = 0; length < whole.length; length++) {
            IcmpPacket packet = parse(Arrays.copyOf(whole, length));

            assertEquals(Discarded.class, packet.getClass(), "of " + length + " bytes");
        }
    }

    @Test
    void discardsErrorWhoseQuotationEndsTooEarly() {
        byte[] request = EchoMessages.request(IcmpVersion.IPV4, 7, 9, TOKEN, 56);
        byte[] whole = Packets.error(3, 1, 15, TARGET, request);

        for (int length = 8; length < 8 + 60 + 8; length++) {
            IcmpPacket packet = parse(Packets.ip4(5, 63, Packets.cut(whole, length)));

            assertEquals(discarded(Flaw.OTHER_QUOTE), packet, "of " + length + " bytes");
        }
    }

    @Test
    void discardsWrongChecksum() {
        byte[] reply = Packets.reply(7, 9, TOKEN, 56);
        reply[20] ^= 1;

        assertEquals(discarded(Flaw.BAD_CHECKSUM), parse(Packets.ip4(5, 63, reply)));
    }

    @Test
    void discardsWrongHeaders() {
        byte[] reply = Packets.reply(7, 9, TOKEN, 56);
        byte[] version6 = Packets.ip4(5, 63, reply);
        version6[0] = 0x65;
        byte[] ofUdp = Packets.ip4(5, 63, reply);
        ofUdp[9] = 17;
        byte[] laterFragment = Packets.ip4(5, 63, reply);
        laterFragment[7] = 1;
        byte[] fourWords = Packets.ip4(5, 63, reply);
        fourWords[0] = 0x44;
        byte[] shorterThanItsHeader = Packets.ip4(5, 63, reply);
        shorterThanItsHeader[3] = 19;

        assertEquals(discarded(Flaw.BAD_IP_HEADER), parse(version6));
        assertEquals(discarded(Flaw.BAD_IP_HEADER), parse(ofUdp));
        assertEquals(discarded(Flaw.BAD_IP_HEADER), parse(laterFragment));
        assertEquals(discarded(Flaw.BAD_IP_HEADER), parse(fourWords));
        assertEquals(discarded(Flaw.BAD_IP_HEADER), parse(shorterThanItsHeader));
    }

    @Test
    void discardsWhatIsForOthers() {
        byte[] request = EchoMessages.request(IcmpVersion.IPV4, 7, 9, TOKEN, 56);
        byte[] shortReply = Packets.reply(7, 9, TOKEN, 56);
        byte[] aboutReply = Packets.error(3, 1, 5, TARGET, shortReply);

        assertEquals(discarded(Flaw.OTHER_TYPE), parse(Packets.ip4(5, 63, request)));
        assertEquals(
                discarded(Flaw.NO_TOKEN), parse(Packets.ip4(5, 63, Packets.cut(shortReply, 15))));
        assertEquals(discarded(Flaw.OTHER_QUOTE), parse(Packets.ip4(5, 63, aboutReply)));
    }

    /// RFC 1071 §3: the sum of 00 01 f2 03 f4 f5 f6 f7 is ddf2.
    @Test
    void sumsAsTheRfcDoes() {
        var bytes = ByteBuffer.wrap(new byte[] {0, 1, (byte) 0xf2, 3, -12, -11, -10, -9});

        assertEquals(~0xddf2 & 0xffff, Checksum.of(bytes));
    }
}
