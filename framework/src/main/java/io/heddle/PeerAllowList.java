package io.heddle;

import io.heddle.internal.unix.FileRights;
import java.io.IOException;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.UserPrincipal;
import java.util.HashSet;
import java.util.Set;

/// Whose processes may connect to a Unix-domain socket; looked up once, so that no peer waits for a
/// directory of accounts, and a renamed account changes nothing until the next start.
record PeerAllowList(Set<UserPrincipal> users, Set<GroupPrincipal> groups) {

    /// Lets everybody in.
    static final PeerAllowList EVERYBODY = new PeerAllowList(Set.of(), Set.of());

    /// Looks the accounts up.
    ///
    /// @throws IOException if there is none of a name, saying which
    static PeerAllowList of(UnixAccess access) throws IOException {
        Set<UserPrincipal> users = new HashSet<>();
        for (String user : access.users()) {
            users.add(FileRights.user(user));
        }
        Set<GroupPrincipal> groups = new HashSet<>();
        for (String group : access.groups()) {
            groups.add(FileRights.group(group));
        }
        return new PeerAllowList(users, groups);
    }

    /// Whether a peer may come in. May look accounts up.
    boolean allows(Connection connection) throws IOException {
        if (users.isEmpty() && groups.isEmpty()) {
            return true;
        }
        PeerCredentials peer = PeerCredentials.of(connection);
        return peer != null && (users.contains(peer.user()) || groups.contains(peer.group()));
    }
}
