package io.heddle.framing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.heddle.ConnectionInput;
import io.heddle.HeddleException;
import io.heddle.MemoryConnection;
import java.io.IOException;
import java.util.Arrays;

/// Varints of any bytes: there is one way only to write a number.
public final class VarintFuzz {

    private VarintFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        ConnectionInput whole = MemoryConnection.of(MemoryConnection.split(input)).input();
        ConnectionInput parts = MemoryConnection.of(MemoryConnection.oneByOne(input)).input();
        var written = new ByteBuilder(input.length);
        try {
            while (whole.peek() >= 0) {
                boolean wide = whole.peek() % 2 == 0;
                long value =
                        wide ? whole.readVarLong() : Integer.toUnsignedLong(whole.readVarInt());
                written.putVarLong(value);

                assertEquals(
                        value,
                        wide ? parts.readVarLong() : Integer.toUnsignedLong(parts.readVarInt()));
            }
        } catch (HeddleException refused) {
            // anything else is a finding
        }
        assertArrayEquals(Arrays.copyOf(input, written.length()), written.toByteArray());
    }
}
