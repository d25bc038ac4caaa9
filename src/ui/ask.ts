import * as vscode from 'vscode';

export interface Choice<T> {
  readonly label: string;
  readonly description?: string;
  readonly detail?: string;
  readonly value: T;
  readonly picked?: boolean;
}

/** Every question to the person goes through this port, so that tests answer it (VS Code refuses dialogs under test). */
export interface Ask {
  /** A modal question whose button says the verb; false when it was put away. */
  confirm(question: { readonly message: string; readonly detail?: string; readonly verb: string }): Promise<boolean>;
  /** The same with several verbs; the one that was chosen. */
  decide<V extends string>(question: {
    readonly message: string;
    readonly detail: string;
    readonly verbs: readonly V[];
  }): Promise<V | undefined>;
  input(question: {
    readonly title: string;
    readonly prompt: string;
    readonly value?: string;
    readonly password?: boolean;
    readonly placeHolder?: string;
    readonly check?: (text: string) => string | undefined;
  }): Promise<string | undefined>;
  pick<T>(title: string, choices: readonly Choice<T>[], placeHolder?: string): Promise<T | undefined>;
  pickMany<T>(title: string, choices: readonly Choice<T>[], placeHolder?: string): Promise<readonly T[] | undefined>;
  /** Where to write a file; undefined when it was put away. */
  save(question: {
    readonly title: string;
    readonly suggested?: vscode.Uri;
    readonly filters: Readonly<Record<string, string[]>>;
  }): Promise<vscode.Uri | undefined>;
  /** Which folder of this machine; undefined when it was put away. */
  folder(question: {
    readonly title: string;
    readonly verb: string;
    readonly suggested?: vscode.Uri;
  }): Promise<vscode.Uri | undefined>;
  /** A quiet notice with buttons; the label of the chosen one. */
  notice(message: string, ...buttons: readonly string[]): Promise<string | undefined>;
  problem(message: string, ...buttons: readonly string[]): Promise<string | undefined>;
  /** The same as an error: for what must not be overlooked. */
  alarm(message: string, ...buttons: readonly string[]): Promise<string | undefined>;
}

/** The questions as VS Code asks them. */
export const askInVsCode: Ask = {
  async confirm({ message, detail, verb }) {
    const options: vscode.MessageOptions = detail === undefined ? { modal: true } : { modal: true, detail };
    return (await vscode.window.showWarningMessage(withoutLinks(message), options, verb)) === verb;
  },
  async decide({ message, detail, verbs }) {
    return vscode.window.showWarningMessage(withoutLinks(message), { modal: true, detail }, ...verbs);
  },
  async input({ title, prompt, value, password, placeHolder, check }) {
    return vscode.window.showInputBox({
      title,
      prompt,
      ignoreFocusOut: true,
      password: password ?? false,
      ...(value === undefined ? {} : { value }),
      ...(placeHolder === undefined ? {} : { placeHolder }),
      ...(check === undefined ? {} : { validateInput: check }),
    });
  },
  async pick(title, choices, placeHolder) {
    const picked = await vscode.window.showQuickPick(choices.map(toItem), {
      title,
      matchOnDescription: true,
      ...(placeHolder === undefined ? {} : { placeHolder }),
    });
    return picked?.value;
  },
  async pickMany(title, choices, placeHolder) {
    const picked = await vscode.window.showQuickPick(choices.map(toItem), {
      title,
      canPickMany: true,
      matchOnDescription: true,
      ignoreFocusOut: true,
      ...(placeHolder === undefined ? {} : { placeHolder }),
    });
    return picked?.map(({ value }) => value);
  },
  async save({ title, suggested, filters }) {
    return vscode.window.showSaveDialog({ title, filters, ...(suggested ? { defaultUri: suggested } : {}) });
  },
  async folder({ title, verb, suggested }) {
    const chosen = await vscode.window.showOpenDialog({
      title,
      openLabel: verb,
      canSelectFolders: true,
      canSelectFiles: false,
      canSelectMany: false,
      ...(suggested ? { defaultUri: suggested } : {}),
    });
    return chosen?.[0];
  },
  async notice(message, ...buttons) {
    return vscode.window.showInformationMessage(withoutLinks(message), ...buttons);
  },
  async problem(message, ...buttons) {
    return vscode.window.showWarningMessage(withoutLinks(message), ...buttons);
  },
  async alarm(message, ...buttons) {
    return vscode.window.showErrorMessage(withoutLinks(message), ...buttons);
  },
};

/** VS Code makes links of `[words](address)` in a notification, and runs command links: no message of ours has any. */
function withoutLinks(message: string): string {
  return message.replaceAll('](', '] (');
}

function toItem<T>(choice: Choice<T>): vscode.QuickPickItem & { readonly value: T } {
  return { ...choice };
}
