package io.heddle.samples.showcase;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/// A temporary folder with something to serve: a page, text, and a sound that is long enough for
/// nobody to load all of it.
record SampleFiles(Path folder) implements AutoCloseable {

    private static final int RATE = 44_100; // samples a second, of two bytes
    private static final int SECONDS = 361;
    private static final int HEAD = 44;
    private static final double HERTZ = 440;

    static SampleFiles make() throws IOException {
        var files = new SampleFiles(Files.createTempDirectory("heddle-showcase"));
        try {
            try (InputStream page = SampleFiles.class.getResourceAsStream("index.html")) {
                Files.copy(
                        Objects.requireNonNull(page, "index.html"),
                        files.folder.resolve("index.html"));
            }
            Files.writeString(files.folder.resolve("hello.txt"), "Hello, World!\n");
            writeSound(files.folder.resolve("tone.wav"));
            return files;
        } catch (Throwable failure) {
            files.close();
            throw failure;
        }
    }

    /// PCM in a RIFF file. What is not written is silence, and takes no room on the disk.
    private static void writeSound(Path path) throws IOException {
        int bytes = SECONDS * RATE * 2;
        ByteBuffer start = ByteBuffer.allocate(HEAD + RATE * 2).order(ByteOrder.LITTLE_ENDIAN);
        start.put("RIFF".getBytes(US_ASCII)).putInt(HEAD - 8 + bytes);
        start.put("WAVEfmt ".getBytes(US_ASCII)).putInt(16);
        start.putShort((short) 1).putShort((short) 1); // PCM, one channel
        start.putInt(RATE).putInt(RATE * 2).putShort((short) 2).putShort((short) 16);
        start.put("data".getBytes(US_ASCII)).putInt(bytes);
        for (int i = 0; i < RATE; i++) {
            start.putShort((short) (8_000 * Math.sin(2 * Math.PI * HERTZ * i / RATE)));
        }
        try (var file = new RandomAccessFile(path.toFile(), "rw")) {
            file.write(start.array());
            file.setLength(HEAD + bytes);
        }
    }

    @Override
    public void close() {
        try (Stream<Path> all = Files.walk(folder)) {
            List<Path> inside = all.sorted(Comparator.reverseOrder()).toList();
            for (Path file : inside) {
                Files.delete(file);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
