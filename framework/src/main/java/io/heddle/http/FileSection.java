package io.heddle.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// Part of a file that is read, because it is not sent as it is.
///
/// All that is done with the file is done on a thread that nobody else knows: an interrupt in a
/// call of a `FileChannel` closes it.
record FileSection(FileChannel file, long position, long length) implements ContentWriter {

    private static final int STEP = 64 * 1024;

    FileSection {
        if (position < 0 || length < 0) {
            throw new IllegalArgumentException(
                    "position and length must be at least 0, were " + position + " and " + length);
        }
    }

    @Override
    public void writeTo(OutputStream output) throws IOException {
        ByteBuffer step = ByteBuffer.allocate((int) Math.min(length, STEP));
        for (long done = 0; done < length; done += step.limit()) {
            step.clear().limit((int) Math.min(length - done, step.capacity()));
            fill(step, done);
            output.write(step.array(), 0, step.limit());
        }
    }

    private void fill(ByteBuffer step, long done) throws IOException {
        uninterruptibly(
                new FutureTask<>(() -> {
                    while (step.hasRemaining()) {
                        int read = file.read(step, position + done + step.position());
                        if (read < 0) {
                            throw new EOFException(
                                    "file ended after %d of %d bytes"
                                            .formatted(done + step.position(), length));
                        }
                    }
                    return null;
                }));
    }

    /// Waits for it; an interrupt meanwhile is kept for later.
    private static void uninterruptibly(FutureTask<?> task) throws IOException {
        boolean interrupted = false;
        Thread.ofVirtual().start(task);
        try {
            while (true) {
                try {
                    task.get();
                    return;
                } catch (InterruptedException later) {
                    interrupted = true;
                } catch (ExecutionException failed) {
                    throw failed.getCause() instanceof IOException ofTheFile
                            ? ofTheFile
                            : new IOException(failed.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
