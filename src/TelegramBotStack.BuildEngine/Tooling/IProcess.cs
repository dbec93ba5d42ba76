namespace Nuke.Common.Tooling;

/// <summary>A process that a build started.</summary>
public interface IProcess : IDisposable
{
    /// <summary>Path of the program.</summary>
    string FileName { get; }

    /// <summary>Arguments, with secrets replaced.</summary>
    string Arguments { get; }

    /// <summary>Directory in which it runs.</summary>
    string WorkingDirectory { get; }

    /// <summary>Lines written so far.</summary>
    IReadOnlyCollection<Output> Output { get; }

    /// <summary>Exit code; only after the process has ended.</summary>
    int ExitCode { get; }

    /// <summary>Whether the process has ended.</summary>
    bool HasExited { get; }

    /// <summary>Ends the process and all it started.</summary>
    void Kill();

    /// <summary>Waits for the end; after the time limit, or when the build is interrupted, the process is ended.</summary>
    /// <returns>Whether it ended by itself.</returns>
    bool WaitForExit();
}
