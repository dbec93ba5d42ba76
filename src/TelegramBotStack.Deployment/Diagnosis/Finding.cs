namespace TelegramBotStack.Deployment.Diagnosis;

/// <summary>Something that is not as it should be. Its texts never hold a secret.</summary>
/// <param name="Code">The code, with an entry in docs/troubleshooting.md.</param>
/// <param name="Cause">What is wrong, in one sentence with the concrete names in it.</param>
/// <param name="Mend">The command to type or the edit to make.</param>
/// <param name="IsProblem">Whether the bot cannot work or be deployed with it; else it is a warning.</param>
public sealed record Finding(string Code, string Cause, string Mend, bool IsProblem = true);
