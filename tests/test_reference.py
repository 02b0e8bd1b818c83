"""Everything people paste becomes one value that prints and parses to itself; the rest is refused."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from oshealth.errors import InvalidReference
from oshealth.reference import RepoRef, parse

COMMIT = "0123456789abcdef0123456789abcdef01234567"


def github(revision: str = "", scheme: str = "https") -> RepoRef:
    """owner/repo on GitHub."""
    user = "git" if scheme == "ssh" else ""
    return RepoRef(scheme, "github.com", "owner", "repo", revision=revision, user=user)


def at(
    host: str, owner: str, name: str, revision: str = "", scheme: str = "https", user: str = ""
) -> RepoRef:
    """A repository on any server."""
    return RepoRef(scheme, host, owner, name, revision=revision, user=user)


@pytest.mark.parametrize(
    "text",
    [
        "owner/repo",
        "  owner/repo\n",
        '"owner/repo"',
        "<https://github.com/owner/repo>",
        "github:owner/repo",
        "gh:owner/repo",
        "github.com/owner/repo",
        "www.github.com/owner/repo",
        "https://github.com/owner/repo",
        "HTTPS://GitHub.COM/owner/repo",
        "https://github.com:443/owner/repo.git/",
        "https://git@github.com/owner/repo.git",
        "http://www.github.com/owner/repo",
        "git://github.com/owner/repo.git",
        "https://github.com/owner/repo#readme",
        "owner/repo#readme",
        "https://github.com/owner/repo?tab=readme-ov-file#readme",
        "https://github.com/owner/repo/issues",
        "https://github.com/owner/repo/pull/3/files",
        "https://github.com/owner//repo//",
        "https://api.github.com/repos/owner/repo",
        "git+https://github.com/owner/repo.git#egg=repo",
        "scm:git:https://github.com/owner/repo.git",
        "scm:git|git://github.com/owner/repo.git",
        "pkg:github/owner/repo",
        "pkg://github/owner/repo",
        "pkg:github/owner/repo?arch=any#src/sub",
        "pkg:npm/%40scope/thing@1.0?vcs_url=git%2Bhttps://github.com/owner/repo.git",
    ],
)
def test_many_spellings_are_one_repository_on_github(text: str) -> None:
    assert parse(text) == github()


@pytest.mark.parametrize(
    ("text", "revision"),
    [
        ("owner/repo@v1.0", "v1.0"),
        ("owner/repo@feature/x", "feature/x"),
        ("owner/repo@@scope/thing@2.0", "@scope/thing@2.0"),
        ("owner/repo@fix%2312", "fix#12"),
        ("https://github.com/owner/repo.git@v1", "v1"),
        ("https://github.com/owner/repo/tree/feature/x", "feature/x"),
        ("https://github.com/owner/repo/tree/refs/tags/v1", "v1"),
        ("https://github.com/owner/repo/tree/main/docs/guide", "main"),
        (f"https://github.com/owner/repo/tree/{COMMIT}/docs", COMMIT),
        ("https://github.com/owner/repo/tree/thing@5.0", "thing@5.0"),
        ("https://github.com/owner/repo/blob/v2/README.md?plain=1#L3", "v2"),
        ("https://github.com/owner/repo/releases/tag/%40scope%2Fthing%401.0", "@scope/thing@1.0"),
        (f"https://github.com/owner/repo/commit/{COMMIT}", COMMIT),
        ("https://raw.githubusercontent.com/owner/repo/refs/heads/main/README.md", "main"),
        ("git+https://github.com/owner/repo.git@v1#egg=repo", "v1"),
        ("git+https://github.com/owner/repo.git#v1", "v1"),
        ("pkg:github/owner/repo@v1%2B2", "v1+2"),
        ("pkg:generic/thing?vcs_url=git%2Bhttps://github.com/owner/repo%40v3", "v3"),
    ],
)
def test_a_revision_is_read_wherever_it_stands(text: str, revision: str) -> None:
    assert parse(text) == github(revision)


@pytest.mark.parametrize(
    "text",
    [
        "git@github.com:owner/repo.git",
        "git@GitHub.com:owner/repo",
        "git@github.com:/owner/repo.git",
        "ssh://git@github.com/owner/repo",
        "ssh://git@github.com:22/owner/repo.git",
        "git+ssh://git@github.com:owner/repo.git",
        "scm:git:git@github.com:owner/repo.git",
    ],
)
def test_an_ssh_address_stays_one(text: str) -> None:
    """Who pastes an ssh address may only be let in by key."""
    assert parse(text) == github(scheme="ssh")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("gitlab:group/sub/repo", at("gitlab.com", "group/sub", "repo")),
        (
            "https://gitlab.com/g/s/repo/-/tree/feature/x?ref_type=heads",
            at("gitlab.com", "g/s", "repo", "feature/x"),
        ),
        ("https://gitlab.com/g/repo/-/blob/main/README.md#L3", at("gitlab.com", "g", "repo", "main")),
        ("https://gitlab.com/g/repo/-/releases/v1", at("gitlab.com", "g", "repo", "v1")),
        ("https://gitlab.com/g/repo/-/issues/4", at("gitlab.com", "g", "repo")),
        ("https://gitlab.com/g/repo/tree/old", at("gitlab.com", "g", "repo", "old")),
        ("https://gitlab.example.org:8443/g/repo.git", at("gitlab.example.org:8443", "g", "repo")),
        ("http://gitlab.example.org/g/repo", at("gitlab.example.org", "g", "repo", scheme="http")),
        ("pkg:gitlab/g/repo@v1", at("gitlab.com", "g", "repo", "v1")),
        ("codeberg:owner/repo", at("codeberg.org", "owner", "repo")),
        ("https://codeberg.org/owner/repo/src/branch/next", at("codeberg.org", "owner", "repo", "next")),
        ("https://codeberg.org/owner/repo/src/tag/v1", at("codeberg.org", "owner", "repo", "v1")),
        ("https://bitbucket.org/owner/repo/src/main/README.md", at("bitbucket.org", "owner", "repo", "main")),
        ("https://bitbucket.org/owner/repo/src?at=refs/heads/x", at("bitbucket.org", "owner", "repo", "x")),
        ("sourcehut:~user/repo", at("git.sr.ht", "~user", "repo")),
        ("https://git.sr.ht/~user/repo/tree/next/item/a.c", at("git.sr.ht", "~user", "repo", "next")),
        ("https://git.example.org/cgit/repo.git", at("git.example.org", "cgit", "repo.git")),
        (
            "https://git.example.org/a/b/repo.git/tree/?h=maint",
            at("git.example.org", "a/b", "repo.git", "maint"),
        ),
        ("https://git.example.org/o/repo/src/branch/x", at("git.example.org", "o", "repo", "x")),
        ("https://git.example.org/My%20Team/a%40b", at("git.example.org", "My Team", "a@b")),
        ("http://127.0.0.1:8000/repo.git", at("127.0.0.1:8000", "", "repo.git", scheme="http")),
        ("http://[::1]:8000/repo.git@v1", at("[::1]:8000", "", "repo.git", "v1", scheme="http")),
        ("example.org/repo", at("example.org", "", "repo")),
        ("https://Bücher.example/o/repo", at("bücher.example", "o", "repo")),
        ("git://git.example.org:9418/o/repo", at("git.example.org", "o", "repo", scheme="git")),
        ("git@work:o/repo", at("work", "o", "repo", scheme="ssh", user="git")),
        ("org-12@github.com:o/repo.git", at("github.com", "o", "repo", scheme="ssh", user="org-12")),
        (
            "ssh://aur@aur.example.org/repo.git",
            at("aur.example.org", "", "repo.git", scheme="ssh", user="aur"),
        ),
    ],
)
def test_other_forges_and_servers_are_read_by_their_own_habits(text: str, expected: RepoRef) -> None:
    assert parse(text) == expected


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("ada@server.example.org:projects/repo.git", "ssh://ada@server.example.org/~/projects/repo.git"),
        ("ada@server.example.org:/srv/repo.git", "ssh://ada@server.example.org/srv/repo.git"),
        ("ada@server.example.org:~bob/repo.git", "ssh://ada@server.example.org/~bob/repo.git"),
        ("git@server.example.org:projects/repo.git", "ssh://git@server.example.org/projects/repo.git"),
    ],
)
def test_a_person_s_account_is_entered_at_home(text: str, url: str) -> None:
    """`host:path` of git is relative to the home of the account; forges serve all from one account."""
    assert parse(text).url == url


@pytest.mark.parametrize(
    ("text", "path"),
    [
        (".", "."),
        ("..", ".."),
        ("./repo@v1", "./repo@v1"),
        ("/srv/my repo.git", "/srv/my repo.git"),
        ("'/srv/my repo.git'", "/srv/my repo.git"),
        ("~/repo", "~/repo"),
        ("~user/repo", "~user/repo"),
        ("repo", "repo"),
        ("my repo", "my repo"),
        (".github/x", ".github/x"),
        ("/srv/caf\udce9", "/srv/caf\udce9"),
        ("./👩\u200d💻", "./👩\u200d💻"),
        ("file:///srv/my%20repo.git", "/srv/my repo.git"),
        ("file://localhost/srv/repo", "/srv/repo"),
        ("file:/srv/repo", "/srv/repo"),
        ("git+file:owner/repo", "./owner/repo"),
        ("git+file:-x", "./-x"),
    ],
)
def test_what_looks_like_a_path_is_one(text: str, path: str) -> None:
    assert parse(text) == RepoRef(path=path)


def test_a_path_with_a_revision_prints_in_a_form_that_can_be_read_again() -> None:
    assert str(RepoRef(path="/srv/a@b").at("v1")) == "git+file:///srv/a%40b@v1"
    assert parse("git+file:///srv/a%40b@v1") == RepoRef(path="/srv/a@b", revision="v1")


def test_an_existing_folder_goes_before_github_only_when_the_caller_can_look() -> None:
    folders = {"docs/site", "./site", "plain", "a.b/c"}
    seen = [
        parse(text, folders.__contains__)
        for text in ("docs/site", "docs/site@v1", "./site@v1", "a.b/c", "o/r")
    ]
    assert seen == [
        RepoRef(path="./docs/site"),
        RepoRef(path="./docs/site", revision="v1"),
        RepoRef(path="./site", revision="v1"),
        RepoRef(path="./a.b/c"),
        at("github.com", "o", "r"),
    ]
    assert parse("docs/site") == at("github.com", "docs", "site")
    assert parse("github:docs/site", folders.__contains__) == at("github.com", "docs", "site")


def test_looking_at_the_disk_is_left_to_the_caller() -> None:
    """Without the hook nothing is looked up, and addresses are never looked up at all."""
    asked: list[str] = []

    def exists(path: str) -> bool:
        asked.append(path)
        return False

    for text in ("https://github.com/o/r", "git@github.com:o/r", "pkg:github/o/r", "file:///srv/r"):
        parse(text, exists)
    assert asked == []


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("", "owner/repo"),
        ("  <>  ", "owner/repo"),
        ("https://github.com/psf", "owner/repo, such as psf/NAME"),
        ("github.com/psf", "owner/repo, such as psf/NAME"),
        ("https://github.com", "owner/repo"),
        ("https://github.com/orgs/psf/repositories", "owner/repo"),
        ("https://github.com/topics/python", "owner/repo"),
        ("ówner/repo", "owner/repo"),
        ("https://gist.github.com/ada/0123", "owner/repo"),
        ("https://gitlab.com/group", "owner/repo"),
        ("https://example.org", "owner/repo"),
        ("https://", "owner/repo"),
        ("group/sub/repo", "gitlab:group/"),
        ("githb:owner/repo", "github"),
        ("https:github.com/owner/repo", "https://"),
        ("git clone https://github.com/owner/repo", "alone"),
        ("https://github.com/owner/repo and more", "alone"),
        ("git.example.org:8443/owner/repo", "https://"),
        ("https://example.org:99999/o/r", "owner/repo"),
        ("https://[::1/o/r", "owner/repo"),
        ("svn://example.org/o/r", "https"),
        ("javascript:alert(1)", "github"),
        ("scm:svn:https://example.org/o", "scm:git:"),
        ("scm:git:", "scm:git:"),
        ("pkg:npm/thing@1.0", "vcs_url"),
        ("pkg:npm", "pkg:github/owner/repo"),
        ("pkg:npm/thing?vcs_url=/etc", "vcs_url"),
        ("file://server/share", "file:///"),
        ("file:", "file:///"),
        (r"C:\work\repo", "forward slashes"),
        ("C:/code/repo", "forward slashes"),
        ("file:///C:/code/repo", "forward slashes"),
        (r"..\repo", "forward slashes"),
        (r"work\repo", "forward slashes"),
        ("owner/repo@", "branch"),
        ("owner/repo@-x", "branch"),
        ("owner/repo@a..b", "branch"),
        ("owner/repo@a%20b", "branch"),
        ("https://example.org/@scope/thing", "owner/repo"),
        ("https://github.com/owner/..", "owner/repo"),
        ("https://git.example.org/a/%2e%2e/b", "owner/repo"),
        ("https://git.example.org/a%2Fb/c", "owner/repo"),
        ("https://git.example.org/a%00/c", "owner/repo"),
        ("--upload-pack=touch x", "owner/repo"),
        ("-o/repo", "owner/repo"),
        ("ssh://-oProxyCommand=x/o/r", "owner/repo"),
        ("-x@host.example:o/r", "owner/repo"),
        ("ssh://-x@host.example/o/r", "GITHUB_TOKEN"),
        ("ext::sh -c touch% x", "owner/repo"),
        ("owner/re\x00po", "anew"),
        ("./re\npo", "anew"),
        ("./re\u202epo", "anew"),
        ("file:///srv/%0a", "anew"),
        ("https://github.com/owner/re\u2066po", "anew"),
        ("https://git.example.org/o/re\u200bpo", "owner/repo"),
        ("./\ud800", "owner/repo"),
        ("a" * 2001, "owner/repo"),
        ("git+file:/" + "é" * 900 + "@v1", "owner/repo"),
    ],
)
def test_what_names_no_repository_is_refused_with_a_hint(text: str, hint: str) -> None:
    with pytest.raises(InvalidReference) as caught:
        parse(text)
    assert hint in caught.value.hint


@pytest.mark.parametrize(
    "text",
    [
        "https://ada:s3cret@github.com/o/r",
        "https://s3cret@github.com/o/r",
        "https://:s3cret@github.com/o/r",
        "https://ada:s3/cret@github.com/s3cret",
        "https://ada:s3cret%40github.com/o/r",
        "https://ada:p#s3cret@github.com/o/r",
        "ssh://git:s3cret@host.example/o/r",
        "git://s3cret@host.example/o/r",
        "s3cret@github.com/o/r",
        "ada:s3cret@github.com/o/r",
        "ada:s3cret@github.com:o/r",
        "ada@x.example:s3cret@host.example/o/r",
        "https://ada@x.example:s3cret@host.example/o/r",
        "ssh://ada:s3cret/x@host.example/o/r",
        "git+https://ada:s3cret@github.com/o/r@v1",
        "https://github.com/o?private_token=s3cret",
        "pkg:npm/thing?vcs_url=git%2Bhttps%3A%2F%2Fada%3As3cret%40github.com%2Fo%2Fr",
        "scm:git:https://ada:s3cret@github.com/o/r",
    ],
)
def test_a_credential_is_refused_and_never_repeated(text: str) -> None:
    with pytest.raises(InvalidReference) as caught:
        parse(text)
    said = f"{caught.value} {caught.value.hint}"
    assert "s3cret" not in said
    assert "cret@" not in said


def test_each_forge_has_its_clone_address_its_page_and_its_link_to_a_line() -> None:
    rows = {}
    for text in (
        "owner/repo",
        "git@github.com:owner/repo",
        "gitlab:g/s/repo",
        "ssh://git@gitlab.example.org:2222/g/repo",
        "codeberg:o/r",
        "bitbucket:o/r",
    ):
        ref = parse(text)
        rows[text] = (ref.forge, ref.slug, ref.url, ref.web_url, ref.file_url("abc", "docs/a b.md", 7))
    github_page = "https://github.com/owner/repo"
    github_line = f"{github_page}/blob/abc/docs/a%20b.md?plain=1#L7"
    gitlab_page = "https://gitlab.com/g/s/repo"
    assert rows == {
        "owner/repo": ("github", "owner/repo", f"{github_page}.git", github_page, github_line),
        "git@github.com:owner/repo": (
            "github",
            "owner/repo",
            "ssh://git@github.com/owner/repo.git",
            github_page,
            github_line,
        ),
        "gitlab:g/s/repo": (
            "gitlab",
            "g/s/repo",
            f"{gitlab_page}.git",
            gitlab_page,
            f"{gitlab_page}/-/blob/abc/docs/a%20b.md?plain=1#L7",
        ),
        "ssh://git@gitlab.example.org:2222/g/repo": (
            "gitlab",
            "g/repo",
            "ssh://git@gitlab.example.org:2222/g/repo.git",
            "https://gitlab.example.org/g/repo",
            "https://gitlab.example.org/g/repo/-/blob/abc/docs/a%20b.md?plain=1#L7",
        ),
        "codeberg:o/r": (
            "forgejo",
            "o/r",
            "https://codeberg.org/o/r.git",
            "https://codeberg.org/o/r",
            "https://codeberg.org/o/r/src/commit/abc/docs/a%20b.md?display=source#L7",
        ),
        "bitbucket:o/r": (
            "bitbucket",
            "o/r",
            "https://bitbucket.org/o/r.git",
            "https://bitbucket.org/o/r",
            "https://bitbucket.org/o/r/src/abc/docs/a%20b.md#lines-7",
        ),
    }


def test_an_unknown_server_and_a_path_have_no_links() -> None:
    """A page that may not exist is not invented; an https address is at least what the person pasted."""
    server, plain, folder = (
        parse("https://git.example.org/o/repo.git"),
        parse("http://127.0.0.1:1/repo.git"),
        parse("."),
    )
    assert (server.forge, server.slug, server.url, server.web_url, server.file_url("abc", "a", 1)) == (
        "git",
        "o/repo",
        "https://git.example.org/o/repo.git",
        "https://git.example.org/o/repo.git",
        "",
    )
    assert (plain.slug, plain.web_url, plain.file_url("abc", "a", 1)) == ("repo", "", "")
    assert (folder.forge, folder.slug, folder.url, folder.web_url, folder.file_url("abc", "a")) == (
        "local",
        ".",
        ".",
        "",
        "",
    )
    assert [parse(text).slug for text in ("/srv/repo.git", "/srv/repo/.git", "~/a b/", "..")] == [
        "repo",
        "repo",
        "a b",
        "..",
    ]


def test_a_file_without_a_line_is_linked_as_a_whole() -> None:
    assert github().file_url(COMMIT, "a#b?.py") == f"https://github.com/owner/repo/blob/{COMMIT}/a%23b%3F.py"
    assert github().file_url(COMMIT, "a.py", 3) == f"https://github.com/owner/repo/blob/{COMMIT}/a.py#L3"


def test_a_repository_can_be_asked_for_at_another_revision() -> None:
    assert github("v1").at("v2~1") == github("v2~1")
    assert github("v1").at("") == github()
    with pytest.raises(InvalidReference):
        github().at("--output=x")


def test_the_class_parses_too() -> None:
    assert RepoRef.parse("owner/repo") == github()


WORDS = st.text("abcXYZ019_-.", min_size=1, max_size=12).filter(lambda word: word.strip("-.") == word)
VISIBLE = st.characters(exclude_categories=["Cc", "Cf", "Cs", "Zl", "Zp"], exclude_characters="/\\")
PARTS = st.text(VISIBLE, min_size=1, max_size=40)
REVISIONS = st.one_of(
    st.just(""), st.sampled_from(["v1", "feature/x", "@a/b@1", "fix#1", "100%", "é", COMMIT])
)
GITHUB = st.builds(
    at, st.just("github.com"), st.from_regex(r"[A-Za-z0-9]{1,9}", fullmatch=True), WORDS, REVISIONS
).filter(lambda ref: not ref.name.endswith(".git"))
SERVERS = st.builds(
    at,
    st.sampled_from(["git.example.org", "host:8080", "[::1]:8000", "bücher.example", "10.0.0.1"]),
    PARTS.filter(lambda part: part.strip(" .") == part and not part.isspace() and not part.endswith(".git")),
    PARTS.filter(lambda part: part.strip(" .") == part and not part.isspace()),
    REVISIONS,
    st.sampled_from(["https", "http", "ssh", "git"]),
)
PATHS = st.builds(
    lambda start, rest, revision: RepoRef(path=start + rest, revision=revision),
    st.sampled_from([".", "./", "/", "~/", "../"]),
    PARTS,
    REVISIONS,
)


@given(st.one_of(GITHUB, SERVERS, PATHS))
def test_a_printed_reference_parses_to_the_same_value(ref: RepoRef) -> None:
    assert parse(str(ref)) == ref


SNIPPETS = st.sampled_from(
    [
        *(
            "https://",
            "http://",
            "ssh://",
            "git+",
            "file://",
            "file:",
            "git+file:",
            "pkg:github/",
            "pkg:npm/",
        ),
        *("?vcs_url=", "scm:git:", "github:", "gitlab:", "git@", "github.com", "gitlab.com", "bitbucket.org"),
        *(
            "git.sr.ht",
            "host.example",
            ":22",
            "[::1]",
            "/",
            "//",
            "@",
            "#",
            "?",
            "%",
            "%2f",
            "%40",
            "%00",
            ".git",
        ),
        *(
            "/tree/",
            "/-/",
            "/src/branch/",
            "/blob/",
            "~",
            ".",
            "..",
            "\\",
            "'",
            '"',
            "<",
            ">",
            "-",
            "::",
            " ",
        ),
        *("\ud800", "\udcc3\udca9", "\u202e", "o", "r"),
    ]
)


def refusal(text: str) -> InvalidReference | None:
    """The error that parsing raises, if any."""
    try:
        parse(text)
    except InvalidReference as error:
        return error
    return None


@given(st.one_of(st.text(max_size=40), st.lists(SNIPPETS, max_size=9).map("".join)))
@example("git+file:%20x%20@v1")
@example("/srv/x%20\u00a0/")
@example('scm:git:"a"')
@example('""\'a\'""')
def test_any_text_is_parsed_for_good_or_refused(text: str) -> None:
    """Nothing but InvalidReference is ever raised, and what parses is the same when printed and parsed."""
    error = refusal(text)
    if error is None:
        assert parse(str(parse(text))) == parse(text)
    else:
        assert str(error).isprintable()
        assert error.hint
        assert error.hint.isprintable()


def settled(text: str) -> RepoRef | InvalidReference:
    """What a text refers to, or why it cannot be told."""
    try:
        return parse(text, lambda _: False)
    except InvalidReference as error:
        return error


@pytest.mark.parametrize(
    "unit", ["@", "/", "%2", ":", "scm:git:", "'", "git+", "a.", "://", "[", "pkg:a/", "~/@", "#"]
)
def test_the_longest_texts_are_answered_whatever_they_repeat(unit: str) -> None:
    longest = settled(unit * (2000 // len(unit)))
    assert longest.hint if isinstance(longest, InvalidReference) else settled(str(longest)) == longest
    with pytest.raises(InvalidReference, match="of more than 2000 characters"):
        parse(unit * 1_000_000, lambda _: False)
