using System.Reflection;
using Nuke.Common.Execution;
using Nuke.Common.Hosts;
using Nuke.Common.IO;
using Nuke.Common.Parameters;
using Nuke.Common.Reporting;
using Serilog.Events;
using TelegramBotStack.BuildEngine;

namespace Nuke.Common.Sessions;

/// <summary>
/// The state of one build: what NUKE keeps in statics. The static members of <see cref="NukeBuild"/> ask for the session in
/// whose flow they are called, so that several builds in one process do not meet.
/// </summary>
internal sealed class BuildSession
{
    private static readonly AsyncLocal<BuildSession?> Ambient = new();
    private static readonly Lazy<BuildSession> OfProcess = new(() => new BuildSession(BuildInvocation.OfThisProcess(), Assembly.GetEntryAssembly()));

    private readonly Lazy<AbsolutePath> _rootDirectory;
    private readonly Lazy<Host> _host;
    private readonly Lazy<ParameterSources> _sources;
    private readonly Lazy<BuildLog> _log;
    private readonly CommandLine _commandLine;
    private Host? _chosenHost;
    private Verbosity _verbosity = Verbosity.Normal;

    public BuildSession(BuildInvocation invocation, Assembly? buildAssembly)
    {
        Invocation = invocation;
        BuildAssemblyFile = buildAssembly is { Location.Length: > 0 } ? AbsolutePath.Create(buildAssembly.Location) : null;
        _commandLine = new CommandLine(invocation.Arguments);
        Environment = new EnvironmentVariables(invocation.Environment);
        // A target that prints JSON needs standard output for itself.
        var jsonOnly = _commandLine.Find("Json") is { } json && json.Values is not ["false" or "False"];
        Console = new ConsoleOutput(jsonOnly ? invocation.Error : invocation.Out, invocation.Colors, Secrets);
        _rootDirectory = new(() => Sessions.RootDirectory.Find(_commandLine, Environment, invocation.WorkingDirectory));
        _sources = new(CreateSources);
        _host = new(() => HostDetection.Choose(Sources.FindEngine("Host") is [var name, ..] ? name : null, invocation.Environment));
        _log = new(() => new BuildLog(Console, () => Host, () => !IsFinishing) { Level = { MinimumLevel = LevelOf(_verbosity) } });
        Interruption = new Interruption(Console, invocation);
    }

    public static BuildSession Current => Ambient.Value ?? OfProcess.Value;

    public BuildInvocation Invocation { get; }
    public TimeProvider Clock => Invocation.Clock;
    public SecretMask Secrets { get; } = new();
    public ConsoleOutput Console { get; }
    public EnvironmentVariables Environment { get; }
    public Interruption Interruption { get; }
    public BuildLog Log => _log.Value;
    public ParameterSources Sources => _sources.Value;
    public AbsolutePath RootDirectory => _rootDirectory.Value;
    public AbsolutePath NukeDirectory => RootDirectory / ".nuke";
    public AbsolutePath? BuildAssemblyFile { get; }
    public IReadOnlyList<string> Profiles => _commandLine.Find("Profile")?.Values ?? [];
    public bool IsFinishing { get; set; }

    public AbsolutePath TemporaryDirectory
    {
        get
        {
            var directory = NukeDirectory / "temp";
            Directory.CreateDirectory(directory.ToString());
            return directory;
        }
    }

    public Host Host
    {
        get => _chosenHost ?? _host.Value;
        set => _chosenHost = value;
    }

    public Verbosity Verbosity
    {
        get => _verbosity;
        set
        {
            _verbosity = value;
            if (_log.IsValueCreated)
                Log.Level.MinimumLevel = LevelOf(value);
        }
    }

    /// <summary>Makes this the session of the current flow until disposed.</summary>
    public IDisposable Enter()
    {
        var previous = Ambient.Value;
        Ambient.Value = this;
        return new Scope(previous);
    }

    private ParameterSources CreateSources() =>
        new(_commandLine, Environment, ParametersFile.Load(NukeDirectory.ToString(), Profiles), Invocation.WorkingDirectory, RootDirectory.ToString());

    private static LogEventLevel LevelOf(Verbosity verbosity) => verbosity switch
    {
        Verbosity.Verbose => LogEventLevel.Verbose,
        Verbosity.Minimal => LogEventLevel.Warning,
        Verbosity.Quiet => LogEventLevel.Error,
        _ => LogEventLevel.Debug,
    };

    private sealed class Scope(BuildSession? previous) : IDisposable
    {
        public void Dispose() => Ambient.Value = previous;
    }
}
