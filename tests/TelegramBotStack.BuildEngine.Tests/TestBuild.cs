using System.Linq.Expressions;
using Nuke.Common;

namespace TelegramBotStack.BuildEngine.Tests;

/// <summary>Runs a build in this process, in a root of its own.</summary>
internal sealed class TestBuild : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("build-");

    public TestBuild() => _root.CreateSubdirectory(".nuke");

    public string Root => _root.FullName;
    public Dictionary<string, string> Environment { get; } = [];
    public bool Colors { get; init; }
    public CancellationToken Cancellation { get; init; }

    public string Nuke(string file) => Path.Combine(Root, ".nuke", file);

    public BuildOutcome Run<T>(string arguments = "", params Expression<Func<T, Target>>[] defaults)
        where T : NukeBuild, new()
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exitCode = new BuildInvocation
        {
            Arguments = arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            Environment = Environment,
            WorkingDirectory = Root,
            Out = TextWriter.Synchronized(output),
            Error = TextWriter.Synchronized(error),
            Colors = Colors,
            Cancellation = Cancellation,
        }.Run(defaults);
        return new BuildOutcome(exitCode, output.ToString(), error.ToString());
    }

    public void Dispose() => _root.Delete(recursive: true);
}

internal sealed record BuildOutcome(int ExitCode, string Output, string Error);
