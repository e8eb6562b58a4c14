// Starts OpenSSL once, without the machine's openssl.cnf: what a digest or a signature is must not hang on local
// settings, and a statically linked program cannot load the modules that such a file may name. For seal's own files.
#pragma once

namespace proofstead::seal {

void startLibrary(); // cheap after the first call; call it before anything of OpenSSL

} // namespace proofstead::seal
