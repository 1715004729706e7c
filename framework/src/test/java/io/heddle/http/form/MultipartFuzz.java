package io.heddle.http.form;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.MemoryConnection;
import java.io.IOException;
import java.util.Arrays;

/// Multipart content of any bytes: the first byte says where the rest is split. The boundary is
/// `b`.
public final class MultipartFuzz {

    private static final MultipartLimits LIMITS = new MultipartLimits(3, 64, 20);

    private MultipartFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        if (input.length == 0) {
            return;
        }
        byte[] bytes = Arrays.copyOfRange(input, 1, input.length);
        int end = bytes.length == 0 ? 0 : (input[0] & 0xff) % bytes.length;

        Parts whole = Parts.of(LIMITS, bytes);
        Parts split = Parts.of(LIMITS, MemoryConnection.split(bytes, end));

        assertEquals(whole, split, () -> "whole and split at " + end);
        assertEquals(whole, Parts.of(LIMITS, MemoryConnection.oneByOne(bytes)), "byte by byte");
        assertTrue(whole.parts().size() <= LIMITS.parts(), whole::toString);
        assertTrue(whole.failure().matches("|4(00|13|15) .*"), whole::toString);
    }
}
