package io.heddle.loadtest.wire;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/// A connection of a server whose code is told what happens, as its [EventSession] sees it.
///
/// All methods but [#execute] are called on the loop of the connection, and none of them calls back
/// before it returns.
public interface EventPeer {
    /// Queues bytes, which are copied or sent before this returns, behind all earlier ones.
    ///
    /// @return whether more should be written now; if not, the target calls
    ///   [EventSession#writable()] when the peer has taken enough
    boolean write(ByteBuffer bytes);

    /// Hands over to the system what was queued.
    void flush();

    /// Stops reading: what comes stays in the socket.
    void pause();

    /// Reads again.
    void resume();

    /// Runs a task on this connection's loop, after a time and without a thread that waits.
    void schedule(long millis, Runnable task);

    /// Runs a task on this connection's loop; called by any thread.
    void execute(Runnable task);

    /// Connects to the backend on this connection's loop and tells the link, there, what happens.
    void connect(InetSocketAddress backend, BackendLink link);

    /// Closes the connection; the target then calls [EventSession#closed()].
    void close();
}
