using System.Collections;
using System.Linq.Expressions;
using Nuke.Common;
using Nuke.Common.Execution;
using Nuke.Common.Sessions;

namespace TelegramBotStack.BuildEngine;

/// <summary>
/// Everything a build takes from the process it runs in. With it a test runs a build in its own process, several at a time:
/// <c>new BuildInvocation { Arguments = ["deploy-up"], WorkingDirectory = root, Out = text }.Run&lt;Build&gt;(x => x.Default)</c>.
/// </summary>
public sealed class BuildInvocation
{
    /// <summary>Words of the command line, without the program.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Environment variables.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Where the search for <c>.nuke</c> begins and relative paths start. Default is the process's.</summary>
    public string WorkingDirectory { get; init; } = System.Environment.CurrentDirectory;

    /// <summary>Standard output.</summary>
    public TextWriter Out { get; init; } = Console.Out;

    /// <summary>Standard error; takes all of the engine's own output when a flag named <c>Json</c> is given.</summary>
    public TextWriter Error { get; init; } = Console.Error;

    /// <summary>Whether the engine's own output has colours. Default <see langword="false"/>.</summary>
    public bool Colors { get; init; }

    /// <summary>Clock for timestamps and durations.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Whether SIGINT, SIGTERM and SIGHUP of the process interrupt the build. Default <see langword="false"/>.</summary>
    public bool HandlesSignals { get; init; }

    /// <summary>Interrupts the build like Ctrl-C.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>Runs a build.</summary>
    /// <param name="defaults">Targets that run when none is named.</param>
    /// <typeparam name="T">The build class.</typeparam>
    /// <returns>The exit code.</returns>
    public int Run<T>(params Expression<Func<T, Target>>[] defaults)
        where T : NukeBuild, new() => BuildRun.Execute(new BuildSession(this, typeof(T).Assembly), defaults);

    internal static BuildInvocation OfThisProcess() => new()
    {
        Arguments = System.Environment.GetCommandLineArgs()[1..],
        Environment = ProcessEnvironment(),
        Colors = HasColors(),
        HandlesSignals = true,
    };

    // NO_COLOR and FORCE_COLOR are the conventions of https://no-color.org and https://force-color.org.
    private static bool HasColors()
    {
        if (IsSet("NO_COLOR"))
            return false;
        return IsSet("FORCE_COLOR") || (!Console.IsOutputRedirected && System.Environment.GetEnvironmentVariable("TERM") != "dumb");
    }

    private static bool IsSet(string variable) => !string.IsNullOrEmpty(System.Environment.GetEnvironmentVariable(variable));

    private static Dictionary<string, string> ProcessEnvironment() => System.Environment.GetEnvironmentVariables()
        .Cast<DictionaryEntry>()
        .ToDictionary(entry => (string)entry.Key, entry => (string?)entry.Value ?? "");
}
