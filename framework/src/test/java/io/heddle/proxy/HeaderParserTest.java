package io.heddle.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.PreambleException;
import io.heddle.proxy.ProxyHeader.Version;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The table of headers: each has the same verdict whole, byte by byte, and with more behind it.
class HeaderParserTest {

    private static final HeaderParser PARSER = new HeaderParser(Set.of(Version.values()), 4096);
    private static final byte[] BEHIND = {'\r', '\n', 'G', 'E', 'T', 0, (byte) 0xff};

    static List<HeaderCase> all() {
        return HeaderCase.all();
    }

    private static List<HeaderCase> accepted() {
        return all().stream().filter(HeaderCase::isAccepted).toList();
    }

    private static List<HeaderCase> refused() {
        return all().stream().filter(HeaderCase::isRefused).toList();
    }

    private static Parsed parse(byte[] bytes) throws PreambleException {
        return PARSER.parse(ByteBuffer.wrap(bytes));
    }

    @ParameterizedTest
    @MethodSource("all")
    void judgesItWhole(HeaderCase header) throws Exception {
        check(header, header.bytes());
    }

    private static void check(HeaderCase header, byte[] bytes) throws Exception {
        if (header.isRefused()) {
            var refusal = assertThrows(PreambleException.class, () -> parse(bytes));
            assertTrue(refusal.getMessage().contains(header.reason()), refusal.getMessage());
            return;
        }
        Parsed parsed = parse(bytes);
        if (header.isAccepted()) {
            assertEquals(header.verdict(), HeaderCase.said(parsed.header()));
            assertEquals(header.bytes().length, parsed.length());
        } else {
            assertNull(parsed);
        }
    }

    /// As a connection is read: never more than what is missing.
    @ParameterizedTest
    @MethodSource("all")
    void judgesItByteByByte(HeaderCase header) throws Exception {
        byte[] bytes = header.bytes();
        int count = 0;
        while (count < bytes.length) {
            byte[] seen = Arrays.copyOf(bytes, count);
            try {
                if (parse(seen) != null) {
                    break;
                }
            } catch (PreambleException refused) {
                assertTrue(header.isRefused(), refused.getMessage());
                break;
            }
            assertTrue(HeaderParser.missing(ByteBuffer.wrap(seen)) >= 1);
            count++;
        }
        check(header, Arrays.copyOf(bytes, count));
    }

    @ParameterizedTest
    @MethodSource("accepted")
    void takesNothingOfWhatIsBehind(HeaderCase header) throws Exception {
        byte[] more = Arrays.copyOf(header.bytes(), header.bytes().length + BEHIND.length);
        System.arraycopy(BEHIND, 0, more, header.bytes().length, BEHIND.length);

        check(header, more);
    }

    @ParameterizedTest
    @MethodSource("accepted")
    void asksForNothingOfWhatIsBehind(HeaderCase header) {
        byte[] bytes = header.bytes();
        for (int count = 0; count < bytes.length; count++) {
            int missing = HeaderParser.missing(ByteBuffer.wrap(bytes, 0, count));

            assertTrue(missing >= 1 && count + missing <= bytes.length, "after " + count);
        }
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refusesItWithMoreBehind(HeaderCase header) throws Exception {
        byte[] more = Arrays.copyOf(header.bytes(), header.bytes().length + 200);

        check(header, header.bytes());
        assertThrows(PreambleException.class, () -> parse(more));
    }

    @Test
    void isRefusedAtTheFirstByteThatIsWrong() throws Exception {
        byte[] signature = HeaderCase.binary("", "2111", "", "").bytes();
        for (int i = 0; i < 12; i++) {
            byte[] wrong = Arrays.copyOf(signature, i + 1);
            wrong[i] ^= 0x20;

            assertNull(parse(Arrays.copyOf(wrong, i)));
            assertThrows(PreambleException.class, () -> parse(wrong));
        }
    }

    @Test
    void takesOnlyTheVersionsThatMayCome() throws Exception {
        var first = ByteBuffer.wrap("PROXY UNKNOWN\r\n".getBytes(StandardCharsets.US_ASCII));
        var second = ByteBuffer.wrap(HeaderCase.binary("", "2000", "", "").bytes());
        var onlyFirst = new HeaderParser(Set.of(Version.V1), 4096);
        var onlySecond = new HeaderParser(Set.of(Version.V2), 4096);

        assertNotNull(onlyFirst.parse(first));
        assertNotNull(onlySecond.parse(second));
        assertThrows(PreambleException.class, () -> onlyFirst.parse(second));
        assertThrows(PreambleException.class, () -> onlySecond.parse(first));
    }

    @Test
    void hasManyCasesWithNamesOfTheirOwn() {
        var names = new HashSet<String>();
        all().forEach(header -> names.add(Arrays.toString(header.bytes())));

        assertEquals(all().size(), names.size());
        assertTrue(all().size() >= 150, all().size() + " cases");
        assertTrue(accepted().size() >= 50, accepted().size() + " good ones");
    }
}
