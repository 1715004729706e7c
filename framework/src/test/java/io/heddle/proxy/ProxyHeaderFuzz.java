package io.heddle.proxy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.PreambleException;
import io.heddle.proxy.ProxyHeader.Version;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The first bytes of connections: the verdict is the same whole and byte by byte, and what was
/// read is written and read again as it was.
public final class ProxyHeaderFuzz {

    private static final HeaderParser PARSER = new HeaderParser(Set.of(Version.values()), 600);

    private ProxyHeaderFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        Verdict whole = verdict(input);
        Verdict bytewise = bytewise(input);

        assertEquals(whole.header, bytewise.header, "whole and byte by byte");
        assertEquals(whole.refused, bytewise.refused, "whole and byte by byte");
        if (whole.header != null) {
            byte[] again = whole.header.toBytes();
            ProxyHeader read = verdict(again).header;
            assertNotNull(read, "written again");
            assertArrayEquals(again, read.toBytes(), "written again");
        }
    }

    private static Verdict bytewise(byte[] input) {
        int count = 0;
        while (true) {
            byte[] seen = Arrays.copyOf(input, count);
            Verdict verdict = verdict(seen);
            if (verdict.isFinal() || count == input.length) {
                return verdict;
            }
            int missing = HeaderParser.missing(ByteBuffer.wrap(seen));
            assertTrue(missing >= 1, "missing");
            int before = count + missing - 1;
            if (before < input.length) {
                assertFalse(verdict(Arrays.copyOf(input, before)).header != null, "too much");
            }
            count++;
        }
    }

    private record Verdict(@Nullable ProxyHeader header, boolean refused) {

        boolean isFinal() {
            return refused || header != null;
        }
    }

    private static Verdict verdict(byte[] bytes) {
        try {
            Parsed parsed = PARSER.parse(ByteBuffer.wrap(bytes));
            assertTrue(parsed == null || parsed.length() <= bytes.length, "length");
            return new Verdict(parsed == null ? null : parsed.header(), false);
        } catch (PreambleException refused) { // anything else is a finding
            return new Verdict(null, true);
        }
    }
}
