package io.heddle;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;

/// Some bytes of a file, on their way to a peer.
///
/// All that is done with the file is done on a thread that nobody else knows. An interrupt in a
/// call of a `FileChannel` closes it, for everybody who shares it, and the socket to which it
/// transfers as well; and how much had been sent by then, nobody would ever know.
record FilePart(FileChannel file, long position, long count) {

    private static final long MAX_STEP = 1024 * 1024; // an interrupt has to wait for one

    FilePart {
        if (position < 0) {
            throw new IllegalArgumentException("position must be at least 0, was " + position);
        }
        if (count < 0) {
            throw new IllegalArgumentException("count must be at least 0, was " + count);
        }
    }

    /// Has the system send what the socket takes now.
    ///
    /// @param done how much of the part was sent before; not all
    /// @return how many bytes
    /// @throws EOFException if the file has no more
    /// @throws FileException if the file cannot be read
    int send(long done, SocketChannel socket) throws IOException {
        long step = Math.min(count - done, MAX_STEP);
        return Uninterruptibly.call(() -> {
            long sent;
            try {
                sent = file.transferTo(position + done, step, socket);
            } catch (IOException failure) {
                probe(done); // whose failure it is
                throw failure;
            }
            if (sent == 0) {
                probe(done);
            }
            return (int) sent;
        });
    }

    /// Reads into an empty buffer, and makes it ready for being read.
    ///
    /// @param done how much of the part was read before; not all
    void read(long done, ByteBuffer target) throws IOException {
        target.limit((int) Math.min(count - done, target.capacity()));
        Uninterruptibly.call(() -> readNow(done, target));
        target.flip();
    }

    private void probe(long done) throws IOException {
        readNow(done, ByteBuffer.allocate(1));
    }

    private int readNow(long done, ByteBuffer target) throws IOException {
        int read;
        try {
            read = file.read(target, position + done);
        } catch (IOException failure) {
            throw new FileException(failure);
        }
        if (read < 0) {
            throw new EOFException("file ended after " + done + " of " + count + " bytes");
        }
        return read;
    }

    /// Says of a failure that it is the file's, not the peer's.
    static final class FileException extends IOException {

        private static final long serialVersionUID = 1L;

        private FileException(IOException cause) {
            super("cannot read the file: " + cause, cause);
        }
    }
}
