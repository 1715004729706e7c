package io.heddle.framing;

import io.heddle.Connection;
import io.heddle.ConnectionInput;
import io.heddle.FrameTooLongException;
import io.heddle.HeddleException;
import io.heddle.MalformedFrameException;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// The frames of one connection. One thread at a time may read, any number may write: a frame stays
/// whole, and writers take turns in the order in which they come.
///
/// Reads and writes throw what those of [ConnectionInput] and [io.heddle.ConnectionOutput] throw. A
/// read whose wait is ended ([io.heddle.WaitEndedException]) loses nothing, and can be repeated; a
/// write can be repeated if `bytesTransferred()` is 0. A frame of which some was written ends the
/// output: nothing may follow half a frame.
public final class Frames {

    private final Connection connection;
    private final Framing framing;
    private @Nullable HeddleException refused; // confined to the reader

    Frames(Connection connection, Framing framing) {
        this.connection = connection;
        this.framing = framing;
    }

    /// Whose frames they are.
    public Connection connection() {
        return connection;
    }

    /// Reads the next frame, waiting until it is there as a whole. Its memory is taken as its bytes
    /// come. A shutdown of the server ends the wait between two frames, not the one inside a frame
    /// ([ConnectionInput#awaitRequest()]).
    ///
    /// @return its payload; null if the peer closed between two frames, or if the server is
    ///   stopping and no frame has begun: the handler should return
    /// @throws FrameTooLongException if it is longer than the limit; nothing more can be read, and
    ///   each later call throws this again
    /// @throws MalformedFrameException if it is no frame; each later call throws this again
    /// @throws io.heddle.PeerClosedException if the peer closed inside the frame
    public byte @Nullable [] read() throws IOException {
        if (refused != null) {
            throw refused;
        }
        ConnectionInput input = connection.input();
        try {
            return input.awaitRequest() ? framing.read(input) : null;
        } catch (FrameTooLongException | MalformedFrameException failure) {
            refused = failure;
            throw failure;
        }
    }

    /// Writes a frame.
    ///
    /// @throws FrameTooLongException if it is longer than the limit; nothing is written
    /// @throws IllegalArgumentException if the framing cannot carry it; nothing is written
    public void write(byte[] payload) throws IOException {
        write(ByteBuffer.wrap(payload));
    }

    /// Writes a frame that consists of several parts; their positions move.
    ///
    /// @throws FrameTooLongException if it is longer than the limit; nothing is written
    /// @throws IllegalArgumentException if the framing cannot carry it; nothing is written
    public void write(ByteBuffer... payload) throws IOException {
        framing.write(connection.output(), payload);
    }

    /// The connection's id and peer.
    @Override
    public String toString() {
        return "frames of " + connection;
    }
}
