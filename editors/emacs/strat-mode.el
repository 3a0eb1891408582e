;;; strat-mode.el --- Major mode for .strat policies  -*- lexical-binding: t; -*-

;; Version: 0.1.0
;; Package-Requires: ((emacs "26.1"))
;; Keywords: languages
;; SPDX-License-Identifier: MIT

;;; Commentary:

;; Colours, indentation and an index for the language of stratc.  With eglot, `M-x eglot' starts `stratc --lsp'; without
;; it, `M-x flymake-mode' shows what `stratc --lint' finds.
;; The lists of words come from ../keywords.txt: run generate.sh, do not edit them.

;;; Code:

(require 'flymake)
(require 'json)

(defgroup strat nil "Written strategies, the .strat policies of stratc." :group 'languages)

(defcustom strat-program "stratc"
  "The compiler, which checks policies and is their language server."
  :type 'file)

(defconst strat-block-words ; words: block
  '("strategy" "use" "fact" "vocabulary" "judgement" "reading" "group" "define" "assume" "duty" "recital" "paragraph" "approach" "principle" "objective" "provision" "example" "safeguard")
  "Words that begin a declaration or a block.")

(defconst strat-statement-words ; words: statement
  '("may" "will" "must" "should" "requires" "only" "never" "always" "commits" "given" "expect" "be" "used" "engage" "meet" "start")
  "Words that say what may, must or shall be.")

(defconst strat-clause-words ; words: clause
  '("issued" "version" "source" "scope" "approaches" "ranked" "unranked" "paragraphs" "as" "help" "by" "to" "for" "with" "when" "unless" "using" "from" "until" "means" "except" "default" "presumed" "taken" "done" "following" "cite" "see" "within")
  "Words that narrow or complete a statement.")

(defconst strat-priority-words ; words: priority
  '("notwithstanding" "subject" "without" "prejudice" "requirement" "its" "provisions")
  "Words that put one paragraph before another.")

(defconst strat-condition-words ; words: condition
  '("and" "or" "not" "any" "all" "in" "at" "least" "most" "above" "below" "includes" "is" "empty" "applies")
  "Words of conditions.")

(defconst strat-type-words ; words: type
  '("yes" "no" "one" "of" "set" "number" "date")
  "Words that name what a fact holds.")

(defconst strat-timing-words ; words: timing
  '("before" "on" "receipt" "during" "after" "yearly" "day" "days" "week" "weeks" "month" "months" "year" "years")
  "Words that say when a duty is due.")

(defconst strat-status-words ; words: status
  '("open" "conditional" "refused" "undetermined" "out" "committed" "now" "cautions" "asking" "between")
  "Words for how a decision came out.")

(defconst strat-heading-words '("approach" "objective" "provision" "principle" "paragraph" "recital")
  "Words of `strat-block-words' that a paragraph of the source follows.")

(defvar strat-mode-syntax-table
  (let ((table (make-syntax-table)))
    (modify-syntax-entry ?# "<" table)
    (modify-syntax-entry ?\n ">" table)
    (modify-syntax-entry ?\" "\"" table)
    (modify-syntax-entry ?\\ "\\" table)
    (modify-syntax-entry ?_ "w" table)
    (modify-syntax-entry ?. "_" table)
    (modify-syntax-entry ?= "." table)
    (modify-syntax-entry ?< "." table)
    (modify-syntax-entry ?{ "(}" table)
    (modify-syntax-entry ?} "){" table)
    table)
  "Syntax of .strat files: comments, strings, names and brackets.")

(defun strat--words (words)
  "A regexp for WORDS, each of them whole."
  (concat "\\_<" (regexp-opt words t) "\\_>"))

(defconst strat-font-lock-keywords
  `(("#\\( stratc: allow\\)\\>" 1 font-lock-preprocessor-face prepend)
    (,(concat "\\(?:^\\|{\\)[ \t]*\\_<" (regexp-opt strat-heading-words t)
              "[ \t]+\\([A-Za-z0-9.()]+\\)\\(?:[ \t]+\\([A-Za-z][A-Za-z0-9_]*\\)[ \t]*[\"{]\\)?")
     (1 font-lock-keyword-face)
     (2 font-lock-function-name-face)
     (3 font-lock-type-face nil t))
    (,(concat "\\(?:^\\|{\\)[ \t]*" (strat--words strat-block-words)) 1 font-lock-keyword-face)
    ("\\_<[0-9]\\{4\\}-[0-9][0-9]-[0-9][0-9]\\_>" . font-lock-constant-face)
    ("\\_<\\(?:[0-9]+\\(?:\\.[A-Za-z0-9]+\\)+\\|[0-9]+[A-Za-z]\\w*\\|[A-Z][0-9]+\\)\\_>\\(?:([A-Za-z0-9]+)\\)*"
     . font-lock-constant-face)
    (,(strat--words (cons "use" strat-statement-words)) 1 font-lock-keyword-face)
    (,(strat--words strat-priority-words) 1 font-lock-preprocessor-face)
    (,(strat--words strat-condition-words) 1 font-lock-builtin-face)
    (,(strat--words strat-type-words) 1 font-lock-type-face)
    (,(strat--words (append strat-clause-words strat-timing-words)) 1 font-lock-builtin-face)
    (,(strat--words strat-status-words) 1 font-lock-constant-face))
  "What `strat-mode' colours.")

(defconst strat--starts
  (concat "\\(?:" (regexp-opt (append strat-block-words strat-statement-words)) "\\)\\_>")
  "What begins a line that goes on with nothing.")

(defun strat-indent-line ()
  "Indent this line by four columns for each bracket that is open before it.
One that closes a bracket stands under the line that opened it; one that
goes on with the statement above may stand further in."
  (interactive)
  (let* ((start (line-beginning-position))
         (depth (car (syntax-ppss start)))
         (column (save-excursion
                   (goto-char start)
                   (skip-chars-forward " \t")
                   (cond ((looking-at "[})]")
                          (let ((open (nth 1 (syntax-ppss start))))
                            (when open (goto-char open) (back-to-indentation))
                            ;; A heading may go on over several lines.
                            (if (or (not open) (looking-at "\\(?:notwithstanding\\|subject\\|without\\|cite\\)\\_>"))
                                (* 4 (max 0 (1- depth)))
                              (current-indentation))))
                         ;; `objective' is also the fact that conditions and examples name.
                         ((or (eolp) (and (looking-at strat--starts)
                                          (not (looking-at "objective[ \t]*\\(?:[=!,]\\|in\\_>\\|$\\)"))))
                          (* 4 depth))
                         (t (max (* 4 depth) (current-indentation)))))))
    (if (<= (current-column) (current-indentation))
        (indent-line-to column)
      (save-excursion (indent-line-to column)))))

(defvar strat-imenu-generic-expression
  `(("Facts" "^\\(?:fact\\|judgement\\|reading\\)[ \t]+\\([A-Za-z][A-Za-z0-9_]*\\)" 1)
    ("Groups" "^\\(?:group\\|define\\|vocabulary\\)[ \t]+\\([A-Za-z][A-Za-z0-9_]*\\)" 1)
    ("Duties" "^duty[ \t]+\\([A-Za-z][A-Za-z0-9_]*\\)" 1)
    (nil ,(concat "^[ \t]*" (regexp-opt strat-heading-words) "[ \t]+\\([A-Za-z0-9.()]+\\)") 1)
    ("Examples" "^[ \t]*\\(?:example\\|safeguard\\)[ \t]+\"\\([^\"]*\\)\"" 1))
  "The index of a policy.")

;; ---- findings, where there is no language server ----

(defvar-local strat--lint nil "The run of stratc for this buffer.")

(defun strat--finding (line file)
  "What LINE, a finding in JSON, says to flymake of FILE.
Nil: nothing, or it is about another file."
  (let* ((json-object-type 'alist)
         (finding (and (string-prefix-p "{" line) (json-read-from-string line)))
         (place (lambda (line column)
                  (save-excursion
                    (goto-char (point-min))
                    (forward-line (1- (alist-get line finding)))
                    (min (line-end-position) (+ (point) (1- (alist-get column finding))))))))
    (when (equal (alist-get 'file finding) file)
      (let ((start (funcall place 'line 'column))
            (end (funcall place 'end_line 'end_column)))
        (flymake-make-diagnostic
         (current-buffer) (min start (max (point-min) (1- (point-max)))) (max end (1+ start))
         (pcase (alist-get 'severity finding) ("error" :error) ("warning" :warning) (_ :note))
         (format "%s [%s]" (alist-get 'message finding) (alist-get 'slug finding)))))))

(defun strat-flymake (report &rest _)
  "Have stratc check the text of this buffer, and REPORT what it finds to flymake."
  (unless (executable-find strat-program)
    (error "There is no %s on the path; set `strat-program'" strat-program))
  (when (process-live-p strat--lint) (kill-process strat--lint))
  (let* ((buffer (current-buffer))
         (file (and buffer-file-name (file-local-name (expand-file-name buffer-file-name))))
         (name (or file "<stdin>")))
    (setq strat--lint
          (make-process
           :name "strat-flymake" :noquery t :connection-type 'pipe
           :buffer (generate-new-buffer " *strat-flymake*")
           ;; By its name it finds what it uses, and is found by what uses it.
           :command `(,strat-program "--lint" "--message-format=json"
                      ,@(and file (list "--stdin-name" file)) "-")
           :sentinel
           (lambda (process _event)
             (when (memq (process-status process) '(exit signal))
               (let ((lines (with-current-buffer (process-buffer process)
                              (split-string (buffer-string) "\n" t))))
                 (kill-buffer (process-buffer process))
                 (when (buffer-live-p buffer)
                   (with-current-buffer buffer
                     (when (and (eq process strat--lint) (eq (process-status process) 'exit))
                       (funcall report
                                (delq nil (mapcar (lambda (line) (strat--finding line name)) lines)))))))))))
    (process-send-region strat--lint (point-min) (point-max))
    (process-send-eof strat--lint)))

;;;###autoload
(define-derived-mode strat-mode prog-mode "Strat"
  "Major mode for written strategies, the .strat policies of stratc."
  (setq-local comment-start "# ")
  (setq-local comment-start-skip "#+[ \t]*")
  (setq-local font-lock-defaults '(strat-font-lock-keywords))
  (setq-local indent-line-function #'strat-indent-line)
  (setq-local indent-tabs-mode nil)
  (setq-local imenu-generic-expression strat-imenu-generic-expression)
  (add-hook 'flymake-diagnostic-functions #'strat-flymake nil t)
  (setq-local compile-command
              (concat strat-program " --lint " (shell-quote-argument (or buffer-file-name "")))))

;;;###autoload
(add-to-list 'auto-mode-alist '("\\.strat\\'" . strat-mode))

(defvar eglot-server-programs)
(with-eval-after-load 'eglot
  (add-to-list 'eglot-server-programs (cons 'strat-mode (lambda (&rest _) (list strat-program "--lsp")))))

(provide 'strat-mode)

;;; strat-mode.el ends here
