package io.heddle.loadtest.result;

import io.heddle.loadtest.client.Latencies;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;

/// Histograms as text: compressed, in base64, as HdrHistogram's own tools write them.
public final class HistogramText {
    private HistogramText() {}

    /// Writes a histogram.
    public static String encode(Histogram histogram) {
        var bytes = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
        int length = histogram.encodeIntoCompressedByteBuffer(bytes);
        return Base64.getEncoder().encodeToString(Arrays.copyOf(bytes.array(), length));
    }

    /// Reads a histogram.
    ///
    /// @throws IllegalArgumentException if `text` is none
    public static Histogram decode(String text) {
        try {
            return Histogram.decodeFromCompressedByteBuffer(
                    ByteBuffer.wrap(Base64.getDecoder().decode(text)), 1);
        } catch (DataFormatException | RuntimeException e) {
            throw new IllegalArgumentException(
                    "not a compressed histogram in base64: '%s'"
                            .formatted(text.substring(0, Math.min(20, text.length()))),
                    e);
        }
    }

    /// The sum of histograms: what one histogram of all their values would be.
    ///
    /// @throws IllegalArgumentException if a text is no histogram
    public static Histogram merged(Collection<String> texts) {
        var sum = Latencies.empty();
        texts.forEach(text -> sum.add(decode(text)));
        return sum;
    }
}
