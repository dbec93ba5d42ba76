namespace TelegramBotStack.Deployment.Setup;

/// <summary>Docker Engine and its command, from the distribution where it has them.</summary>
internal sealed class DockerEngineAction : ISetupAction
{
    // What answers is installed, however it came there. An installation that was interrupted has the programs already.
    private const string Look = """
        version=$(docker version --format "{{.Server.Version}}" 2>/dev/null) && echo "$version answers" && exit 0
        command -v docker >/dev/null && command -v dockerd >/dev/null || exit 1
        if command -v dpkg >/dev/null && [ -n "$(dpkg --audit)" ]; then exit 1; fi
        dockerd --version
        """;

    // docker-cli is a package of its own since Debian 13; without apparmor's parser no container starts on its kernels.
    private const string Apt = """
        packages="docker.io ca-certificates apparmor"
        optional=docker-cli

        """;

    private const string Fedora = """
        exec 2>&1 </dev/null
        dnf -y --setopt=install_weak_deps=False install moby-engine docker-cli containerd
        """;

    // Signed packages from Docker, whose key dnf fetches over TLS.
    private const string Enterprise = """
        exec 2>&1
        cat >/etc/yum.repos.d/docker-ce.repo <<"END"
        [docker-ce-stable]
        name=Docker CE Stable
        baseurl=https://download.docker.com/linux/centos/$releasever/$basearch/stable
        enabled=1
        gpgcheck=1
        gpgkey=https://download.docker.com/linux/centos/gpg
        END
        dnf -y install docker-ce docker-ce-cli containerd.io </dev/null
        """;

    public string Name => "Docker Engine";

    public async Task<SetupFinding> CheckAsync(SetupHost host, CancellationToken cancellationToken) =>
        await host.AskAsync(Look, cancellationToken) is { Length: > 0 } version
            ? SetupFinding.Right(version)
            : SetupFinding.Missing($"install {Wanted(host.Distribution.Source)}");

    public Task ApplyAsync(SetupHost host, CancellationToken cancellationToken) => host.Distribution.Source switch
    {
        PackageSource.Apt => Packages.AptAsync(host, Apt, cancellationToken),
        PackageSource.Fedora => Packages.RunAsync(host, Fedora, cancellationToken),
        _ => Packages.RunAsync(host, Enterprise, cancellationToken),
    };

    /// <summary>The scripts, for a test of their syntax.</summary>
    internal static IEnumerable<string> Scripts => [Look, Fedora, Enterprise];

    private static string Wanted(PackageSource source) => source switch
    {
        PackageSource.Apt => "docker.io of the distribution",
        PackageSource.Fedora => "moby-engine of the distribution",
        _ => "docker-ce from Docker's repository",
    };
}
