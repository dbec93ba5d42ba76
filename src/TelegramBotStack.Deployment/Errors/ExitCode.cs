namespace TelegramBotStack.Deployment.Errors;

/// <summary>How a target ended, as the process' exit code. The numbers are a contract.</summary>
public enum ExitCode
{
    /// <summary>Done.</summary>
    Done = 0,

    /// <summary>Failed, and nothing was changed.</summary>
    FailedUnchanged = 1,

    /// <summary>Bad usage or configuration; nothing was changed.</summary>
    BadUsage = 2,

    /// <summary>Failed, and the previous release answers again.</summary>
    Returned = 3,

    /// <summary>Failed, and a person is needed.</summary>
    NeedsPerson = 4,

    /// <summary>Refused: somebody else deploys, or the bot already runs elsewhere.</summary>
    Refused = 5,

    /// <summary>Interrupted by Ctrl-C or a signal.</summary>
    Interrupted = 130,
}
