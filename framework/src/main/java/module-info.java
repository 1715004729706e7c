/// A server framework for plain blocking code: one virtual thread per connection.
@org.jspecify.annotations.NullMarked
module io.heddle {
    requires java.management;
    requires jdk.jfr;
    requires jdk.net;
    requires static org.jspecify;
    requires static micrometer.core;
    requires static micrometer.observation; // comes with the core
    requires jdk.unsupported; // sun.misc.Signal: docs/adr/0009

    exports io.heddle;
    exports io.heddle.client;
    exports io.heddle.framing;
    exports io.heddle.http;
    exports io.heddle.http.files;
    exports io.heddle.http.form;
    exports io.heddle.http.sse;
    exports io.heddle.http.websocket;
    exports io.heddle.icmp;
    exports io.heddle.metrics;
    exports io.heddle.proxy;
    exports io.heddle.tls;
    exports io.heddle.udp;
    exports io.heddle.internal.management to
            java.management; // which makes a Publication when a tool asks for it
}
