package io.heddle;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.util.OptionalInt;
import jdk.net.ExtendedSocketOptions;
import jdk.net.UnixDomainPrincipal;
import org.jspecify.annotations.Nullable;

/// Whose process is at the other end of a Unix-domain socket, as the system vouches for it: the
/// effective user and group that it had when it connected (`SO_PEERCRED`).
///
/// Two users are equal if their numbers are; so are groups.
public record PeerCredentials(UserPrincipal user, GroupPrincipal group) {

    private static final AttributeKey<PeerCredentials> KEY = AttributeKey.named("peer credentials");

    /// The credentials of a connection's peer. Any thread; the first call may look accounts up.
    ///
    /// @return null if it is no Unix-domain socket, or the system does not tell
    /// @throws IOException if the connection is closed, and nobody has asked before
    public static @Nullable PeerCredentials of(Connection connection) throws IOException {
        PeerCredentials known = connection.attribute(KEY);
        if (known == null && connection.isUnix()) {
            known = ask(connection);
            if (known != null) {
                connection.attribute(KEY, known);
            }
        }
        return known;
    }

    private static @Nullable PeerCredentials ask(Connection connection) throws IOException {
        try {
            UnixDomainPrincipal peer = connection.option(ExtendedSocketOptions.SO_PEERCRED);
            return peer == null ? null : new PeerCredentials(peer.user(), peer.group());
        } catch (UnsupportedOperationException unknownHere) {
            return null;
        }
    }

    /// The user's number; empty where Java does not let it be known. May look accounts up.
    public OptionalInt uid() throws IOException {
        int guess = user.hashCode();
        return user.equals(accounts().lookupPrincipalByName(Integer.toString(guess)))
                ? OptionalInt.of(guess)
                : OptionalInt.empty();
    }

    /// The group's number, likewise.
    public OptionalInt gid() throws IOException {
        int guess = group.hashCode();
        return group.equals(accounts().lookupPrincipalByGroupName(Integer.toString(guess)))
                ? OptionalInt.of(guess)
                : OptionalInt.empty();
    }

    // A principal has no number that can be asked for, but it equals the one that is looked up by
    // its number. So a guess can be verified; the JDK's hash code is a good one.
    private static UserPrincipalLookupService accounts() {
        return FileSystems.getDefault().getUserPrincipalLookupService();
    }

    /// The names, `user alice, group staff`.
    @Override
    public String toString() {
        return "user " + user.getName() + ", group " + group.getName();
    }
}
