using System.Diagnostics;
using Nuke.Common.Reporting;
using Nuke.Common.Sessions;
using Serilog;

namespace Nuke.Common.Tooling;

/// <summary>Starts programs. Their lines are logged: standard output as debug, standard error as error.</summary>
public static class ProcessTasks
{
    /// <summary>Starts a program.</summary>
    /// <param name="toolPath">Path, or name to look up in PATH.</param>
    /// <param name="arguments">Arguments; values with spaces are quoted, <c>{value:r}</c> is kept out of logs.</param>
    /// <param name="workingDirectory">Directory; by default the build's working directory.</param>
    /// <param name="environmentVariables">The whole environment of the process, PATH included; by default that of the build.</param>
    /// <param name="timeout">Time limit in milliseconds.</param>
    /// <param name="logOutput">Whether lines are logged. Default true.</param>
    /// <param name="logInvocation">Whether the command line is logged. Default true.</param>
    /// <param name="logger">Takes the lines instead of the log.</param>
    /// <param name="outputFilter">Changes lines before they are logged.</param>
    /// <exception cref="ArgumentException">The program is not found.</exception>
    public static IProcess StartProcess(
        string toolPath,
        ArgumentStringHandler arguments,
        string? workingDirectory = null,
        IReadOnlyDictionary<string, string>? environmentVariables = null,
        int? timeout = null,
        bool? logOutput = null,
        bool? logInvocation = null,
        Action<OutputType, string>? logger = null,
        Func<string, string>? outputFilter = null)
    {
        var session = BuildSession.Current;
        foreach (var secret in arguments.Secrets)
            session.Secrets.Add(secret);

        var start = StartInfo(toolPath, arguments.ToString(), workingDirectory ?? session.Invocation.WorkingDirectory, environmentVariables);
        if (logInvocation ?? true)
            Log.Information("> {Tool} {Arguments}", start.FileName, session.Secrets.Apply(start.Arguments));
        var filter = outputFilter ?? (line => line);
        Action<Output> received = logOutput ?? true ? line => (logger ?? LogLine)(line.Type, filter(line.Text)) : _ => { };
        return ToolProcess.Start(start, session.Secrets, timeout is { } limit ? TimeSpan.FromMilliseconds(limit) : null, received, session.Interruption.Token);
    }

    /// <summary>Starts a program.</summary>
    /// <inheritdoc cref="StartProcess(string, ArgumentStringHandler, string?, IReadOnlyDictionary{string, string}?, int?, bool?, bool?, Action{OutputType, string}?, Func{string, string}?)"/>
    public static IProcess StartProcess(
        string toolPath,
        string? arguments = null,
        string? workingDirectory = null,
        IReadOnlyDictionary<string, string>? environmentVariables = null,
        int? timeout = null,
        bool? logOutput = null,
        bool? logInvocation = null,
        Action<OutputType, string>? logger = null,
        Func<string, string>? outputFilter = null) =>
        StartProcess(toolPath, (ArgumentStringHandler)arguments, workingDirectory, environmentVariables, timeout, logOutput, logInvocation, logger, outputFilter);

    /// <summary>Runs a command line in bash (or sh), on Windows in cmd.</summary>
    /// <inheritdoc cref="StartProcess(string, ArgumentStringHandler, string?, IReadOnlyDictionary{string, string}?, int?, bool?, bool?, Action{OutputType, string}?, Func{string, string}?)"/>
    public static IProcess StartShell(
        string command,
        string? workingDirectory = null,
        IReadOnlyDictionary<string, string>? environmentVariables = null,
        int? timeout = null,
        bool? logOutput = null,
        bool? logInvocation = null,
        Action<OutputType, string>? logger = null,
        Func<string, string>? outputFilter = null)
    {
        ArgumentNullException.ThrowIfNull(command);
        var (shell, option) = OperatingSystem.IsWindows() ? ("cmd", "/c") : (ToolPathResolver.Find("bash") ?? "/bin/sh", "-c");
        var quoted = $"{option} \"{command.Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
        return StartProcess(shell, quoted, workingDirectory, environmentVariables, timeout, logOutput, logInvocation, logger, outputFilter);
    }

    private static ProcessStartInfo StartInfo(string tool, string arguments, string workingDirectory, IReadOnlyDictionary<string, string>? environment)
    {
        var start = new ProcessStartInfo(ToolPathResolver.GetPathExecutable(tool), arguments)
        {
            WorkingDirectory = workingDirectory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        if (environment is null)
            return start;

        start.Environment.Clear();
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return start;
    }

    private static void LogLine(OutputType type, string line)
    {
        if (type == OutputType.Std)
            Log.Debug("{Line}", line);
        else
            Log.Error("{Line}", line);
    }
}
