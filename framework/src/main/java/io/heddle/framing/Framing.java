package io.heddle.framing;

import io.heddle.Connection;
import io.heddle.ConnectionInput;
import io.heddle.ConnectionOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// How a stream of bytes is split into messages, and messages become bytes. One serves any number
/// of connections; any thread.
///
/// Write your own with what [ConnectionInput] and [ConnectionOutput] offer, or take
/// [LengthPrefixed], [Delimited] or [FixedLength].
public interface Framing {

    /// The frames of a connection.
    default Frames over(Connection connection) {
        return new Frames(connection, this);
    }

    /// Reads a frame, waiting until it is there as a whole. If the wait is ended
    /// ([io.heddle.WaitEndedException]), what was taken is put back
    /// ([ConnectionInput#unread(byte\[\])]), so that the call can be repeated.
    ///
    /// @return its payload, or null if the peer's stream ended before the frame's first byte
    /// @throws io.heddle.FrameTooLongException if it is longer than the limit
    /// @throws io.heddle.MalformedFrameException if it is no frame
    /// @throws io.heddle.PeerClosedException if the peer's stream ended inside the frame
    byte @Nullable [] read(ConnectionInput input) throws IOException;

    /// Writes a frame with a single call of [ConnectionOutput#writeWhole(ByteBuffer...)], so that
    /// frames of many threads stay whole.
    ///
    /// @param payload what is in the frame, in one or more parts; their positions move
    /// @throws io.heddle.FrameTooLongException if it is longer than the limit; nothing is written
    /// @throws IllegalArgumentException if it is nothing that this framing can carry; nothing is
    ///   written
    void write(ConnectionOutput output, ByteBuffer... payload) throws IOException;
}
