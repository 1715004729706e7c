package io.heddle.icmp;

/// The types of echo messages ([RFC 792](https://www.rfc-editor.org/rfc/rfc792), [RFC 4443
/// §4](https://www.rfc-editor.org/rfc/rfc4443#section-4)).
enum EchoType {
    IPV4(8, 0),
    IPV6(128, 129);

    private final int request;
    private final int reply;

    EchoType(int request, int reply) {
        this.request = request;
        this.reply = reply;
    }

    int request() {
        return request;
    }

    int reply() {
        return reply;
    }
}
