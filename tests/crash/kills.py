"""Rounds of tests/crash/run.sh: kills.py PROOFSTEAD SCRATCH FOLDER KILLS SEED"""
import hashlib, json, os, random, shutil, signal, subprocess, sys, time
from collections import Counter

program, scratch, folder, kills, seed = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]), int(sys.argv[5])
inputs, vaults = os.path.join(scratch, "in"), os.path.join(scratch, "vaults")
COLUMNS = ("source_file,index,leaf,offset,length,time,recorded_at,source,environment,region,service,activity,action,"
           "actor,actor_principal,target,outcome,error,src_ip,user_agent,event_id,attributes")
# What differs from import to import: salts (and with them roots), numbers of log entries, clocks, numbers of files.
VOLATILE = {"root", "custody", "file", "id", "imported_at", "imported", "seq", "salt", "verified", "checkpoint"}


def run(*arguments, vault, ok=(0, 1)):
    done = subprocess.run([program, "-q", "-v", vault, *arguments], capture_output=True)
    if done.returncode not in ok:
        raise RuntimeError(f"{' '.join(arguments)}: exit {done.returncode}: {done.stderr.decode()[-400:]}")
    return done.stdout


def generate(path, count):
    """CloudTrail records with copies and broken lines among them."""
    source = random.Random(7)
    with open(path, "w") as file:
        for i in range(count):
            if i % 997 == 996:
                file.write('{"eventVersion":"1.08","eventTime":\n')
            number = source.randrange(i) if i % 50 == 49 else i
            own = random.Random(number)
            at = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(1767571200 + number * 7))
            file.write(json.dumps({
                "eventVersion": "1.08",
                "userIdentity": {"type": "IAMUser", "principalId": "AIDAEXAMPLE000000001", "accountId": "111122223333",
                                 "arn": f"arn:aws:iam::111122223333:user/u{own.randrange(300)}",
                                 "userName": f"u{own.randrange(300)}"},
                "eventTime": at, "eventSource": own.choice(["ec2", "s3", "iam"]) + ".amazonaws.com",
                "eventName": own.choice(["RunInstances", "GetObject", "ListUsers", "PutObject", "DeleteTrail"]),
                "awsRegion": "eu-central-1", "sourceIPAddress": f"203.0.113.{own.randrange(256)}",
                "userAgent": "aws-cli/2.15", "requestParameters": {"key": own.randbytes(120).hex()},
                "responseElements": None, "eventID": f"{number:08x}-0000-4000-8000-{own.randbytes(6).hex()}",
                "readOnly": own.random() < 0.5, "eventType": "AwsApiCall", "managementEvent": True,
                "recipientAccountId": "111122223333", "eventCategory": "Management"}) + "\n")


def stable(value):
    if isinstance(value, dict):
        return {k: stable(v) for k, v in value.items() if k not in VOLATILE}
    return [stable(v) for v in value] if isinstance(value, list) else value


def rows(text):
    found = json.loads(text)
    found = found if isinstance(found, list) else next((v for v in found.values() if isinstance(v, list)), [found])
    return sorted(json.dumps(stable(row), sort_keys=True) for row in found)


def contents(vault):
    """All that two vaults of the same files must have in common."""
    events = run("events", "--format", "csv", "--limit", "0", "--columns", COLUMNS, vault=vault).splitlines()
    return {"events": (len(events) - 1, hashlib.sha256(b"\n".join(sorted(events))).hexdigest()),
            "sources": rows(run("sources", "--format", "json", vault=vault)),
            "rejects": rows(run("rejects", "--format", "json", vault=vault))}


def differences(mine, other):
    for key in other:
        if mine[key] == other[key]:
            continue
        if key == "events":
            yield f"events: {mine[key][0]} instead of {other[key][0]}"
        else:
            more, less = Counter(mine[key]) - Counter(other[key]), Counter(other[key]) - Counter(mine[key])
            yield f"{key}: {[*more][:2]} instead of {[*less][:2]}"


def fresh(name, where=None):
    path = os.path.join(where or vaults, name + ".vault")
    for suffix in ("", "-wal", "-shm", "-journal", ".lock"):
        if os.path.exists(path + suffix):
            os.remove(path + suffix)
    run("init", path, "--plain", vault=path)
    return path


def start(vault, paths):
    return subprocess.Popen([program, "-q", "-v", vault, "import", *paths], stdout=subprocess.DEVNULL,
                            stderr=subprocess.PIPE, start_new_session=True)


def kill_after(vault, paths, seconds):
    """True when it died of it."""
    child = start(vault, paths)
    try:
        child.communicate(timeout=seconds)
        return False
    except subprocess.TimeoutExpired:
        os.killpg(child.pid, signal.SIGKILL)
        child.communicate()
        return True


def round_of_kills(name, own, whole, reference, paths):
    vault = fresh(name)
    died = 0
    for _ in range(1 + (own.random() < 0.3)):
        died += kill_after(vault, paths, own.uniform(0.005, whole))
        run("verify", vault=vault, ok=(0,))
    run("import", *paths, vault=vault)
    run("verify", vault=vault, ok=(0,))
    return died, [*differences(contents(vault), reference)]


def taken_away(name, own, whole, reference, paths, change):
    """The large file is changed while it is read, then put back. Events come out once, whatever was read of it."""
    vault = fresh(name)
    large = os.path.join(inputs, "large.jsonl")
    kept = large + ".kept"
    os.link(large, kept) if change == "deleted" else shutil.copyfile(large, kept)
    child = start(vault, paths)
    try:
        child.communicate(timeout=own.uniform(0.05, 0.7) * whole)
    except subprocess.TimeoutExpired:
        if change == "truncated":
            os.truncate(large, own.randrange(os.path.getsize(large)))
        elif change == "deleted":
            os.remove(large)
        else:
            with open(large, "r+b") as file:
                file.seek(own.randrange(os.path.getsize(large)))
                file.write(b"\0" * 4096)
    _, said = child.communicate()
    os.replace(kept, large)
    if child.returncode not in (0, 1):
        return [f"exit {child.returncode}: {said.decode()[-300:]}"]
    run("verify", vault=vault, ok=(0,))
    run("import", *paths, vault=vault)
    run("verify", vault=vault, ok=(0,))
    return [*differences(ids(vault), reference)]


def ids(vault):
    """Events of the large file's source, each once."""
    text = run("events", "--format", "csv", "--limit", "0", "--source", "aws-cloudtrail", "--columns",
               "time,action,actor,event_id", vault=vault).splitlines()
    return {"events": (len(text) - 1, hashlib.sha256(b"\n".join(sorted(text))).hexdigest())}


def full_disk(small, reference, paths):
    vault = fresh("full", small)
    child = start(vault, paths)
    _, said = child.communicate()
    if child.returncode in (0, 1) and b"full" not in said.lower() and b"room" not in said.lower():
        return [f"exit {child.returncode} without a word of the full disk: {said.decode()[-300:]}"]
    subprocess.run(["mount", "-o", "remount,size=800m", small], check=True)
    run("verify", vault=vault, ok=(0,))
    run("import", *paths, vault=vault)
    run("verify", vault=vault, ok=(0,))
    return [*differences(contents(vault), reference)]


def main():
    os.makedirs(inputs, exist_ok=True)
    shutil.rmtree(vaults, ignore_errors=True)
    os.makedirs(vaults)
    large = os.path.join(inputs, "large.jsonl")
    if not os.path.exists(large):
        generate(large, int(os.environ.get("PROOFSTEAD_CRASH_EVENTS", "120000")))
    paths = [folder, large]
    reference = fresh("reference")
    begin = time.monotonic()
    run("import", *paths, vault=reference)
    whole = time.monotonic() - begin
    run("verify", vault=reference, ok=(0,))
    expected, expected_ids = contents(reference), ids(reference)
    print(f"an import in one go: {whole:.2f} s, {expected['events'][0]} events per origin, "
          f"{len(expected['rejects'])} rejected; seed {seed}", flush=True)
    died = survived = 0
    bad = []

    def note(name, work):
        try:
            problems = work()
        except RuntimeError as problem:
            problems = [str(problem)]
        for problem in problems:
            bad.append(name)
            print(f"{name}: {problem}", flush=True)
        return not problems

    for i in range(kills):
        own, count = random.Random(seed * 1_000 + i), [0]

        def one():
            count[0], problems = round_of_kills("round", own, whole, expected, paths)
            return problems
        good = note(f"round {i}, seed {seed * 1_000 + i}", one)
        died += count[0]
        survived += good
        if i % 10 == 9:
            print(f"{i + 1} rounds, {died} imports killed while they ran, {survived} rounds survived", flush=True)
    for change in ("truncated", "deleted", "overwritten"):
        for i in range(max(1, kills // 20)):
            own = random.Random(seed * 2_000 + i)
            wanted = expected_ids if change == "deleted" else None
            note(f"the large file {change} while it is read, {i}",
                 lambda: taken_away("taken", own, whole, wanted or {}, paths, change))
    if small := os.environ.get("PROOFSTEAD_CRASH_SMALL"):
        note("a full disk", lambda: full_disk(small, expected, paths))
    print(f"{kills} rounds, {died} imports killed while they ran, {survived} rounds survived; "
          f"files that changed, went away{' and a full disk' if small else ''}: "
          f"{'see above' if len(set(bad)) > kills - survived else 'survived'}")
    sys.exit(1 if bad else 0)


main()
