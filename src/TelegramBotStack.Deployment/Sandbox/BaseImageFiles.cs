using System.Formats.Tar;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Text;
using TelegramBotStack.Deployment.Errors;

namespace TelegramBotStack.Deployment.Sandbox;

/// <summary>
/// The root file system of the stand-in: what Microsoft's chiselled runtime image consists of (glibc, the C++
/// runtime, OpenSSL, zlib, certificates, a user 'app' and the .NET runtime), taken from this machine.
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed class BaseImageFiles
{
    /// <summary>User id of 'app' in Microsoft's images.</summary>
    public const int AppUser = 1654;

    /// <summary>The image's configuration, as lines of a Dockerfile; the same as in Microsoft's image.</summary>
    public static readonly string[] Configuration =
    [
        "ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
        "ENV APP_UID=1654",
        "ENV DOTNET_ROOT=/usr/share/dotnet",
        "ENV DOTNET_RUNNING_IN_CONTAINER=true",
        "ENV DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=true",
        "USER 1654",
    ];

    private const int Format = 3; // part of the key: raise it when the content below changes
    private const string DotnetTarget = "usr/share/dotnet";

    // Alternatives are names of the same library on different releases.
    private static readonly string[][] Packages =
        [["libc6"], ["libgcc-s1"], ["libstdc++6"], ["libssl3t64", "libssl3"], ["zlib1g"]];

    private static readonly string[] LeftOut = ["/usr/share/doc/", "/usr/share/lintian/", "/usr/share/man/", "/gconv/"];

    private static readonly (string Path, string Content)[] TextFiles =
    [
        ("etc/passwd", $"root:x:0:0:root:/root:/sbin/nologin\napp:x:{AppUser}:{AppUser}::/home/app:/sbin/nologin\n"),
        ("etc/group", $"root:x:0:\napp:x:{AppUser}:\n"),
        ("etc/nsswitch.conf", "passwd: files\ngroup: files\nhosts: files dns\n"),
        ("etc/os-release", "ID=botstack-stand-in\nPRETTY_NAME=\"Stand-in for the .NET runtime image\"\n"),
    ];

    private readonly string dotnet;
    private readonly List<string> libraries;

    private BaseImageFiles(string dotnet, string runtimeVersion, List<string> libraries, string key)
    {
        this.dotnet = dotnet;
        this.libraries = libraries;
        RuntimeVersion = runtimeVersion;
        Key = key;
    }

    public string RuntimeVersion { get; }

    /// <summary>Differs when the content would.</summary>
    public string Key { get; }

    public static async Task<BaseImageFiles> FindAsync(string image, CancellationToken cancellationToken)
    {
        var runtime = RuntimeEnvironment.GetRuntimeDirectory().TrimEnd('/');
        var version = Path.GetFileName(runtime);
        var dotnet = Path.GetFullPath(Path.Combine(runtime, "..", "..", ".."));
        if (!File.Exists(Path.Combine(dotnet, "dotnet")))
        {
            throw SandboxErrors.BaseImageFailed(image, $"there is no 'dotnet' in {dotnet}");
        }

        var versions = new List<string> { $"{Format} {version} {RuntimeInformation.OSArchitecture}" };
        var libraries = new List<string>();
        foreach (var alternatives in Packages)
        {
            var (package, files) = await FilesOfAsync(image, alternatives, cancellationToken);
            versions.Add(package);
            libraries.AddRange(files);
        }

        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', versions))))[..12];
        return new BaseImageFiles(dotnet, version, libraries, $"dotnet-{version}-{hash}");
    }

    /// <param name="tarFile">The file to make.</param>
    /// <param name="withDotnet">Whether the runtime is in it; without, it is what Microsoft calls runtime-deps.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task WriteAsync(string tarFile, bool withDotnet, CancellationToken cancellationToken)
    {
        await using var stream = new FileStream(tarFile, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 20);
        await using var tar = new TarWriter(stream, TarEntryFormat.Pax);
        await WriteSkeletonAsync(tar, withDotnet, cancellationToken);
        foreach (var (path, source) in Contents(withDotnet))
        {
            await WriteFileAsync(tar, path, source, cancellationToken);
        }
    }

    private static async Task<(string Package, IEnumerable<string> Files)> FilesOfAsync(
        string image, string[] alternatives, CancellationToken cancellationToken)
    {
        var query = SystemTool.Find("dpkg-query")
            ?? throw SandboxErrors.BaseImageFailed(image, "it is made of Debian or Ubuntu packages, and there is no dpkg");
        foreach (var package in alternatives)
        {
            var version = await SystemTool.RunAsync(
                query, ["--show", "--showformat", "${db:Status-Abbrev} ${Package} ${Version}", package], cancellationToken);
            if (version.ExitCode != 0 || !version.Output.StartsWith("ii", StringComparison.Ordinal))
            {
                continue;
            }

            var list = await SystemTool.RunAsync(query, ["--listfiles", package], cancellationToken);
            return (version.Output, list.Output.Split('\n').Where(IsWanted));
        }

        throw SandboxErrors.BaseImageFailed(image, $"the package {alternatives[0]} is not installed");
    }

    // The top of the tree (/lib and so on) may be links into /usr; the image has its own.
    private static bool IsWanted(string path) =>
        path.LastIndexOf('/') > 0 && !LeftOut.Any(part => path.Contains(part, StringComparison.Ordinal))
        && (new FileInfo(path) is { LinkTarget: not null } or { Exists: true });

    private static async Task WriteSkeletonAsync(TarWriter tar, bool withDotnet, CancellationToken cancellationToken)
    {
        (string Path, int Mode, int Owner)[] directories =
        [
            ("etc", 0b111_101_101, 0), ("home/app", 0b111_000_000, AppUser), ("proc", 0b111_101_101, 0),
            ("root", 0b111_000_000, 0), ("run", 0b111_101_101, 0), ("sys", 0b111_101_101, 0),
            ("tmp", 0b1_111_111_111, 0), ("usr/bin", 0b111_101_101, 0), ("usr/sbin", 0b111_101_101, 0), ("usr/lib", 0b111_101_101, 0),
            ("usr/lib64", 0b111_101_101, 0), ("var/tmp", 0b1_111_111_111, 0),
        ];
        foreach (var (path, mode, owner) in directories)
        {
            var entry = new PaxTarEntry(TarEntryType.Directory, path) { Mode = (UnixFileMode)mode, Uid = owner, Gid = owner };
            await tar.WriteEntryAsync(entry, cancellationToken);
        }

        (string Path, string Target)[] links =
        [
            ("bin", "usr/bin"), ("sbin", "usr/sbin"), ("lib", "usr/lib"), ("lib64", "usr/lib64"),
            .. withDotnet ? [("usr/bin/dotnet", "/" + DotnetTarget + "/dotnet")] : Array.Empty<(string, string)>(),
            ("usr/lib/ssl/cert.pem", "/etc/ssl/certs/ca-certificates.crt"), // where OpenSSL looks by itself
        ];
        foreach (var (path, target) in links)
        {
            await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.SymbolicLink, path) { LinkName = target }, cancellationToken);
        }

        foreach (var (path, content) in TextFiles)
        {
            using var data = new MemoryStream(Encoding.UTF8.GetBytes(content));
            var entry = new PaxTarEntry(TarEntryType.RegularFile, path) { DataStream = data, Mode = (UnixFileMode)0b110_100_100 };
            await tar.WriteEntryAsync(entry, cancellationToken);
        }
    }

    private static async Task WriteFileAsync(
        TarWriter tar, string path, string source, CancellationToken cancellationToken)
    {
        if (new FileInfo(source).LinkTarget is { } target)
        {
            await tar.WriteEntryAsync(
                new PaxTarEntry(TarEntryType.SymbolicLink, path) { LinkName = Merged(target) }, cancellationToken);
            return;
        }

        await using var data = File.OpenRead(source);
        var executable = File.GetUnixFileMode(source) & UnixFileMode.UserExecute;
        var entry = new PaxTarEntry(TarEntryType.RegularFile, path)
        {
            DataStream = data,
            Mode = (UnixFileMode)(executable == UnixFileMode.None ? 0b110_100_100 : 0b111_101_101),
        };
        await tar.WriteEntryAsync(entry, cancellationToken);
    }

    // The image has /bin, /lib and so on as links into /usr, whether or not this machine does.
    private static string Merged(string path) =>
        path.StartsWith("/lib", StringComparison.Ordinal) || path.StartsWith("/bin/", StringComparison.Ordinal)
            || path.StartsWith("/sbin/", StringComparison.Ordinal)
            ? "/usr" + path
            : path;

    private IEnumerable<(string Path, string Source)> Contents(bool withDotnet)
    {
        var machine = libraries.Select(source => (Path: Merged(source).TrimStart('/'), Source: source));
        const string certificates = "/etc/ssl/certs/ca-certificates.crt";
        if (File.Exists(certificates))
        {
            machine = machine.Append((certificates.TrimStart('/'), certificates));
        }

        return machine.Concat(withDotnet ? DotnetFiles() : []).DistinctBy(file => file.Path);
    }

    private IEnumerable<(string Path, string Source)> DotnetFiles()
    {
        // The last is what the image with ASP.NET Core has more; the stand-in serves for both.
        string[] directories =
        [
            "host/fxr/" + RuntimeVersion, "shared/Microsoft.NETCore.App/" + RuntimeVersion,
            "shared/Microsoft.AspNetCore.App/" + RuntimeVersion,
        ];
        return directories
            .Where(directory => Directory.Exists(Path.Combine(dotnet, directory)))
            .SelectMany(directory => Directory.GetFiles(Path.Combine(dotnet, directory), "*", SearchOption.AllDirectories))
            .Append(Path.Combine(dotnet, "dotnet"))
            .Select(source => ($"{DotnetTarget}/{Path.GetRelativePath(dotnet, source)}", source));
    }
}
