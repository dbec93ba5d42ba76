namespace TelegramBotStack.Components.Hosts;

/// <summary>Paths of key files as a person writes them.</summary>
internal static class KeyPath
{
    private static string Home => Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

    public static string Full(string path) =>
        Path.GetFullPath(path.StartsWith("~/", StringComparison.Ordinal) ? Path.Combine(Home, path[2..]) : path);

    /// <summary>As it is written in deploy.yaml: below <c>~/</c> where it can be, so that it fits several people.</summary>
    public static string Short(string path) =>
        Home.Length > 1 && path.StartsWith(Home + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? "~/" + path[(Home.Length + 1)..].Replace('\\', '/')
            : path;
}
