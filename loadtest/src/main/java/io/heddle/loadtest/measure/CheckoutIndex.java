package io.heddle.loadtest.measure;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Git's index: which files it knows, with their sizes and times when it last looked
/// ([gitformat-index](https://git-scm.com/docs/gitformat-index), versions 2 and 3).
///
/// @param entries in the order of the file
record CheckoutIndex(List<Entry> entries) {
    private static final int MAGIC = 0x44495243;
    private static final int HEADER_BYTES = 12;
    private static final int SIZE_AT = 36;
    private static final int FLAGS_AT = 60;
    private static final int EXTENDED = 0x4000;
    private static final int BLOCK = 8;

    /// @param modifiedSeconds since 1970
    record Entry(String path, long modifiedSeconds, long bytes) {}

    /// Empty for versions that are not understood.
    static Optional<CheckoutIndex> read(Path file) throws IOException {
        var bytes = ByteBuffer.wrap(Files.readAllBytes(file));
        if (bytes.remaining() < HEADER_BYTES || bytes.getInt() != MAGIC) {
            return Optional.empty();
        }
        int version = bytes.getInt();
        if (version != 2 && version != 3) {
            return Optional.empty();
        }
        int count = bytes.getInt();
        var entries = new ArrayList<Entry>();
        for (int i = 0; i < count; i++) {
            entries.add(next(bytes));
        }
        return Optional.of(new CheckoutIndex(entries));
    }

    private static Entry next(ByteBuffer bytes) {
        int start = bytes.position();
        long modified = Integer.toUnsignedLong(bytes.getInt(start + BLOCK));
        long size = Integer.toUnsignedLong(bytes.getInt(start + SIZE_AT));
        boolean extended = (bytes.getShort(start + FLAGS_AT) & EXTENDED) != 0;
        int pathAt = start + FLAGS_AT + Short.BYTES + (extended ? Short.BYTES : 0);
        int end = pathAt;
        while (bytes.get(end) != 0) {
            end++;
        }
        var name = new byte[end - pathAt];
        bytes.get(pathAt, name);
        var path = new String(name, StandardCharsets.UTF_8);
        // One to eight zeros fill the entry up to a multiple of eight.
        bytes.position(start + ((end - start) / BLOCK + 1) * BLOCK);
        return new Entry(path, modified, size);
    }

    /// Whether a file is gone, or has another size or time.
    boolean differs(Path folder) {
        return entries.stream().anyMatch(entry -> differs(folder.resolve(entry.path()), entry));
    }

    private static boolean differs(Path file, Entry entry) {
        try {
            if (Files.isDirectory(file) || Files.isSymbolicLink(file)) {
                return false; // A module of its own, or a link: its time tells nothing here.
            }
            return Files.size(file) != entry.bytes()
                    || Files.getLastModifiedTime(file).toInstant().getEpochSecond()
                            != entry.modifiedSeconds();
        } catch (IOException e) {
            return true;
        }
    }
}
