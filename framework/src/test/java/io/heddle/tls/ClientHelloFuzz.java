package io.heddle.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.HandshakeException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// What clients begin with: the verdict is the same whole and byte by byte, and nothing of what is
/// read harms a log.
public final class ClientHelloFuzz {

    private static final int LONGEST_BYTEWISE = 2048;

    private ClientHelloFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        Verdict whole = verdict(input);

        if (input.length <= LONGEST_BYTEWISE) {
            assertEquals(whole, bytewise(input), "whole and byte by byte");
        }
        if (whole.hello != null) {
            String text = whole.hello.toString();
            assertTrue(text.chars().allMatch(c -> c >= ' ' && c < 0x7f), text);
            assertFalse(whole.hello.cipherSuites().isEmpty());
        }
    }

    private static Verdict bytewise(byte[] input) {
        for (int count = 0; count < input.length; count++) {
            Verdict verdict = verdict(Arrays.copyOf(input, count));
            if (verdict.refused || verdict.hello != null) {
                return verdict;
            }
        }
        return verdict(input);
    }

    private record Verdict(@Nullable ClientHello hello, boolean refused) {}

    private static Verdict verdict(byte[] bytes) {
        try {
            return new Verdict(ClientHello.parse(ByteBuffer.wrap(bytes)), false);
        } catch (HandshakeException refused) { // anything else is a finding
            assertTrue(refused.getMessage().startsWith("not a ClientHello"));
            return new Verdict(null, true);
        }
    }
}
