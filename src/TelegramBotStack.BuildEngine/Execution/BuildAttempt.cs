using System.Security.Cryptography;
using System.Text;
using Nuke.Common.Sessions;

namespace Nuke.Common.Execution;

/// <summary><c>.nuke/temp/build-attempt.log</c>: which targets succeeded, so that <c>--continue</c> does not repeat them.</summary>
internal sealed class BuildAttempt
{
    private readonly string _file;

    private BuildAttempt(string file, IReadOnlySet<string> succeededBefore)
    {
        _file = file;
        SucceededBefore = succeededBefore;
    }

    /// <summary>Targets of the last attempt that need not run again.</summary>
    public IReadOnlySet<string> SucceededBefore { get; }

    public static BuildAttempt Start(NukeBuild build)
    {
        var file = (build.Session.TemporaryDirectory / "build-attempt.log").ToString();
        var hash = Hash(string.Join(' ', build.Session.Sources.CommandLine.Targets));
        var previous = build.Continue && File.Exists(file) ? File.ReadAllLines(file) : [];
        if (previous.Length > 0 && previous[0] != hash)
        {
            build.Session.Log.Warn("Build invocation changed. Restarting ...");
            previous = [];
        }

        var succeeded = previous.Skip(1).ToHashSet(StringComparer.Ordinal);
        File.WriteAllLines(file, [hash, .. succeeded]);
        return new BuildAttempt(file, succeeded);
    }

    public void Succeeded(ExecutableTarget target) => File.AppendAllLines(_file, [target.Name]);

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
