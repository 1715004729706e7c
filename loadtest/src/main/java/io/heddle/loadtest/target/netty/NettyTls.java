package io.heddle.loadtest.target.netty;

import io.heddle.loadtest.target.ListenOptions;
import io.heddle.loadtest.target.SelfSigned;
import io.netty.channel.Channel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// TLS by Netty's handler on the JDK's provider, with a certificate of its own.
final class NettyTls {
    private final SslContext context;

    private NettyTls(SslContext context) {
        this.context = context;
    }

    /// With a certificate made now; null if TLS was not asked for.
    static @Nullable NettyTls of(ListenOptions options) throws IOException {
        if (!options.isTls()) {
            return null;
        }
        var context = SslContextBuilder.forServer(SelfSigned.make());
        return new NettyTls(context.sslProvider(SslProvider.JDK).build());
    }

    /// Puts it before whatever comes next in the pipeline.
    void install(Channel connection) {
        connection.pipeline().addLast(context.newHandler(connection.alloc()));
    }
}
